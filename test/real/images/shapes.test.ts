import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { AppChart, Environment, GantryApp, GoImage, GoModule, Registry } from "../../../app";
import type { GoImageProps } from "../../../app";
import { freePort } from "../plane/free-port";
import { output } from "./plane/command";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { CERTIFICATES } from "./plane/root-folder";
import { privateProxy, type PrivateProxy } from "./private-proxy";
import { BakedImages } from "./shop-images";

const MINUTES = 60_000;
const PRIVATE = "private.example.test/greeting";
const PASSWORD = "canary-of-the-private-proxy";

let builder: ImageBuilder;

beforeAll(async () => {
  builder = await imageBuilder();
}, 10 * MINUTES);

afterAll(() => builder?.close());

const root = resolve(__dirname, "../../..");
const server = (imports: string, greeting: string, more = "") => `package main

import (
	"fmt"
	"net/http"
	"os"
${imports}
)
${more}
func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, ${greeting}) })
	panic(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
`;
const mod = (name: string, more = "") => `module example.test/${name}\n\ngo 1.26.0\n${more}`;

const folderOf = (name: string) => join(builder.folder, "shapes", name);

function write(name: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folderOf(name), file)), { recursive: true });
    writeFileSync(join(folderOf(name), file), text);
  }
}

/** Writes a module into a folder of the test. */
function moduleOf(name: string, files: Readonly<Record<string, string>>, dir = "."): GoModule {
  const folder = folderOf(name);
  write(name, files);
  return GoModule.read(relative(root, join(folder, dir)), { project: relative(root, folder) });
}

/** Builds an image of a module and asks what it serves. */
async function greetingOf(
  name: string,
  props: Omit<GoImageProps, "registries">,
  env = {},
  ...flags: readonly string[]
): Promise<string> {
  const app = new GantryApp({ environment: Environment.of("dev", { stage: "development", kubernetes: "1.35" }) });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  new GoImage(chart, "Image", {
    name,
    platforms: ["linux/amd64"],
    registries: [Registry.at(builder.registry)],
    ...props,
  });
  const images = new BakedImages(builder, [app.render()]);
  const { code, stderr } = await images.bakeIn(env, [name], ...flags);
  expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
  const port = await freePort();
  const container = await builder.run(`${builder.registry}/${name}:dev`, { port, env: { PORT: String(port) } });
  try {
    return await (await fetch(`http://${container.address}/`)).text();
  } finally {
    await container.stop();
  }
}

describe("modules of other shapes than the shop's, with stand-ins for the published bases", () => {
  it(
    "with several commands: the one that is named",
    async () => {
      const one = (name: string) => ({ [`cmd/${name}/main.go`]: server("", JSON.stringify(name)) });
      const module = moduleOf("commands", { "go.mod": mod("commands"), ...one("api"), ...one("jobs") });
      expect(await greetingOf("jobs", { module, command: "jobs" })).toBe("jobs");
    },
    10 * MINUTES,
  );

  it(
    "with embedded files, also such as no image wants otherwise",
    async () => {
      const main = server('\t_ "embed"', "text", "\n//go:embed docs/greeting.md\nvar text string\n");
      const module = moduleOf("embedded", {
        "go.mod": mod("embedded"),
        "main.go": main,
        "docs/greeting.md": "from a file",
      });
      expect(await greetingOf("embedded", { module })).toBe("from a file");
    },
    10 * MINUTES,
  );

  it(
    "vendored: without any proxy",
    async () => {
      const greeting = 'package greeting\n\nconst Text = "from vendor"\n';
      const module = moduleOf("vendored", {
        "go.mod": mod("vendored", "\nrequire example.test/greeting v1.0.0\n"),
        "go.sum": "",
        "main.go": server('\t"example.test/greeting"', "greeting.Text"),
        "vendor/modules.txt": "# example.test/greeting v1.0.0\n## explicit; go 1.26.0\nexample.test/greeting\n",
        "vendor/example.test/greeting/greeting.go": greeting,
      });
      expect(await greetingOf("vendored", { module }, {}, "--set", "*.args.GOPROXY=off")).toBe("from vendor");
    },
    10 * MINUTES,
  );

  it(
    "in a workspace: with the module beside it, and without the sources of others",
    async () => {
      const files = {
        "go.work": "go 1.26.0\n\nuse (\n\t./app\n\t./greeting\n\t./other\n)\n",
        "app/go.mod": mod("app", "\nrequire example.test/greeting v0.0.0\n"),
        "app/main.go": server('\t"example.test/greeting"', "greeting.Text"),
        "greeting/go.mod": mod("greeting"),
        "greeting/greeting.go": 'package greeting\n\nconst Text = "from the workspace"\n',
        "other/go.mod": mod("other"),
        "other/broken.go": "package other\n\nthis does not compile\n",
      };
      expect(await greetingOf("workspace", { module: moduleOf("workspace", files, "app") })).toBe("from the workspace");
    },
    10 * MINUTES,
  );

  it(
    "with a private module: by credentials that no layer keeps",
    async () => {
      const login = `somebody:${PASSWORD}`;
      const proxy = await privateProxy(
        builder.folder,
        PRIVATE,
        'package greeting\n\nconst Text = "from the private proxy"\n',
        login,
      );
      try {
        writeFileSync(join(builder.folder, ".netrc"), `machine ${proxy.host} login somebody password ${PASSWORD}\n`);
        write("private", {
          "go.mod": mod("private", `\nrequire ${PRIVATE} v1.0.0\n`),
          "main.go": server(`\t"${PRIVATE}"`, "greeting.Text"),
        });
        await tidy("private", proxy);
        const module = moduleOf("private", {});
        const args = { GO_BASE: await trusting(proxy.certificate), GOPROXY: proxy.url, GONOPROXY: "none" };
        const flags = Object.entries(args).flatMap(([name, value]) => ["--set", `*.args.${name}=${value}`]);
        const props = { module, privateModules: ["private.example.test/*"] };
        expect(await greetingOf("private", props, { HOME: builder.folder }, ...flags)).toBe("from the private proxy");
        expect(await everythingOf("private")).not.toContain(PASSWORD);
      } finally {
        proxy.close();
      }
    },
    10 * MINUTES,
  );
});

/** Fills go.sum, as a developer with the password would. */
async function tidy(name: string, { url, certificate }: PrivateProxy): Promise<void> {
  const roots = join(builder.folder, "roots.pem");
  writeFileSync(roots, certificate);
  const settings = {
    GOPROXY: url,
    GONOSUMDB: "*",
    GOFLAGS: "-modcacherw",
    GOMODCACHE: join(builder.folder, "modules"),
  };
  const env = { ...process.env, ...settings, NETRC: join(builder.folder, ".netrc"), SSL_CERT_FILE: roots };
  await output("go", ["mod", "tidy"], { cwd: folderOf(name), env });
}

/** The builder's base with one more root of trust. */
async function trusting(certificate: string): Promise<string> {
  const folder = join(builder.folder, "trusting");
  mkdirSync(join(folder, dirname(CERTIFICATES)), { recursive: true });
  writeFileSync(join(folder, CERTIFICATES), readFileSync(CERTIFICATES, "utf8") + certificate);
  const layer = join(builder.folder, "trusting.tar");
  await output("tar", ["--create", "--file", layer, "--directory", folder, "."]);
  const image = `${builder.registry}/base/trusting:1`;
  await builder.crane("append", `--base=${builder.standIns.golang}`, `--new_layer=${layer}`, `--new_tag=${image}`);
  return image;
}

/** Every file of the image, its configuration and its history. */
async function everythingOf(name: string): Promise<string> {
  const image = `${builder.registry}/${name}:dev`;
  const tar = join(builder.folder, `${name}.tar`);
  await builder.crane("export", image, tar);
  return (
    (await builder.crane("config", image)) +
    execFileSync("tar", ["--extract", "--to-stdout", "--file", tar], { maxBuffer: 2 ** 30 }).toString("latin1")
  );
}
