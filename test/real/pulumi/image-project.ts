import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { output } from "../images/plane/command";

const ROOT = resolve(__dirname, "../../..");
const SOMEBODY = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.test"];

/** A Git repository with one Go program, and a Pulumi program that deploys it. */
export class ImageProject {
  // Packages stand a folder above, so that what a run leaves in node_modules is the project's own.
  private readonly folder = mkdtempSync(join(tmpdir(), "gantry-images-"));
  readonly cwd = join(this.folder, "project");

  constructor() {
    mkdirSync(join(this.cwd, "services/tea"), { recursive: true });
    symlinkSync(join(ROOT, "node_modules"), join(this.folder, "node_modules"));
    const runtime = { name: "nodejs", options: { typescript: false } };
    const files = {
      "Pulumi.yaml": JSON.stringify({ name: "teashop", runtime, main: "index.js" }),
      "index.js": ["test/real/typescript.cjs", "test/real/pulumi/image-program.ts"].map(required).join(""),
      ".gitignore": "node_modules/\n",
    };
    for (const [file, text] of Object.entries(files)) this.write(file, text);
    this.serve("tea");
  }

  /** Writes the program: it listens on `$PORT` and says this; a text, or a constant of a module that it needs. */
  serve(greeting: string, needed?: string): void {
    const [module = "", version = ""] = needed?.split("@") ?? [];
    const required = needed === undefined ? "" : `\nrequire ${module} ${version}\n`;
    this.write("services/tea/go.mod", `module example.test/tea\n\ngo 1.26.0\n${required}`);
    const imports = ["fmt", "net/http", "os", ...(module ? [module] : [])].map((path) => `\t"${path}"\n`).join("");
    const text = module ? greeting : JSON.stringify(greeting);
    const answer = `func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, ${text}) }`;
    const main = [`http.HandleFunc("/", ${answer})`, `panic(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))`];
    const body = main.map((line) => `\t${line}\n`).join("");
    this.write("services/tea/main.go", `package main\n\nimport (\n${imports})\n\nfunc main() {\n${body}}\n`);
  }

  async commit(): Promise<string> {
    await this.git("init", "--quiet");
    await this.git("add", "--all");
    await this.git(...SOMEBODY, "commit", "--quiet", "--allow-empty", "--message", "tea");
    return this.git("rev-parse", "HEAD");
  }

  private write(file: string, text: string): void {
    writeFileSync(join(this.cwd, file), text);
  }

  git(...words: readonly string[]): Promise<string> {
    return output("git", words, { cwd: this.cwd });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function required(file: string): string {
  return `require(${JSON.stringify(join(ROOT, file))});\n`;
}
