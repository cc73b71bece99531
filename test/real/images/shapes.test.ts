import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { AppChart, Environment, GantryApp, GoImage, GoModule, Registry } from "../../../app";
import type { GoImageProps } from "../../../app";
import { freePort } from "../plane/free-port";
import { everythingOf } from "./everything";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { privateProxy, tidy, trusting } from "./private-proxy";
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
      const source = 'package greeting\n\nconst Text = "from the private proxy"\n';
      const proxy = await privateProxy(builder.folder, PRIVATE, source, PASSWORD);
      try {
        write("private", {
          "go.mod": mod("private", `\nrequire ${PRIVATE} v1.0.0\n`),
          "main.go": server(`\t"${PRIVATE}"`, "greeting.Text"),
        });
        await tidy(folderOf("private"), proxy, builder);
        const module = moduleOf("private", {});
        const args = { GO_BASE: await trusting(proxy, builder), GOPROXY: proxy.url, GONOPROXY: "none" };
        const flags = Object.entries(args).flatMap(([name, value]) => ["--set", `*.args.${name}=${value}`]);
        const props = { module, privateModules: ["private.example.test/*"] };
        expect(await greetingOf("private", props, { HOME: builder.folder }, ...flags)).toBe("from the private proxy");
        expect(await everythingOf(`${builder.registry}/private:dev`, builder)).not.toContain(PASSWORD);
      } finally {
        proxy.close();
      }
    },
    10 * MINUTES,
  );
});
