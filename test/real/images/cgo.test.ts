import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { AppChart, Base, Environment, GantryApp, GoImage, GoModule, Registry } from "../../../app";
import { freePort } from "../plane/free-port";
import { output } from "./plane/command";
import { imageBuilder, type ImageBuilder } from "./plane/image-builder";
import { BakedImages } from "./shop-images";

const MINUTES = 60_000;
const ROOT = resolve(__dirname, "../../..");
const DIRECT = ["recommends", "suggests", "conflicts", "breaks", "replaces", "enhances"].map((kind) => `--no-${kind}`);
const MAIN = `package main

// #include <stdlib.h>
// static const char *greeting(void) { return "from C"; }
import "C"

import (
	"fmt"
	"net/http"
	"os"
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fmt.Fprint(w, C.GoString(C.greeting())) })
	panic(http.ListenAndServe("127.0.0.1:"+os.Getenv("PORT"), nil))
}
`;

let builder: ImageBuilder;

beforeAll(async () => {
  builder = await imageBuilder();
}, 10 * MINUTES);

afterAll(() => builder?.close());

/** Folders come with their files; one that is a link here may be a folder there. */
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** An image with the files of Debian packages of this machine, and of all that they need, besides. */
async function withPackages(name: string, base: string, ...packages: readonly string[]): Promise<string> {
  const needed = await output("apt-cache", ["depends", "--recurse", ...DIRECT, "--installed", ...packages]);
  const files = await output("dpkg-query", ["--listfiles", ...needed.split("\n").filter((line) => /^\w/.test(line))]);
  const list = join(builder.folder, `${name}.files`);
  const paths = files.split("\n").filter((file) => isFile(file) && !file.startsWith("/usr/share/"));
  writeFileSync(list, [...new Set(paths)].map((file) => file.slice(1)).join("\n"));
  const layer = join(builder.folder, `${name}.tar`);
  await output("tar", [
    "--create",
    "--file",
    layer,
    "--directory=/",
    "--no-recursion",
    "--files-from",
    list,
    "--ignore-failed-read",
  ]);
  const image = `${builder.registry}/base/${name}:1`;
  await builder.crane(
    "--platform=linux/amd64",
    "append",
    `--base=${base}`,
    `--new_layer=${layer}`,
    `--new_tag=${image}`,
  );
  await builder.crane("mutate", image, "--env=PATH=/usr/local/go/bin:/usr/bin:/bin", `--tag=${image}`);
  return image;
}

describe("a program with cgo, with stand-ins for the published bases", () => {
  it(
    "is compiled where it runs, and finds its C library",
    async () => {
      const [go, libc] = await Promise.all([
        withPackages("gcc", builder.standIns.golang, "gcc", "libc6-dev"),
        withPackages("libc", builder.standIns.static, "libc6"),
      ]);
      const folder = join(builder.folder, "cgo");
      mkdirSync(folder);
      writeFileSync(join(folder, "go.mod"), "module example.test/cgo\n\ngo 1.26.0\n");
      writeFileSync(join(folder, "main.go"), MAIN);
      const module = GoModule.read(relative(ROOT, folder), { project: relative(ROOT, folder) });
      const app = new GantryApp({ environment: Environment.of("dev", { stage: "development", kubernetes: "1.35" }) });
      const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
      const base = Base.image(libc, { libc: true });
      const registries = [Registry.at(builder.registry)];
      new GoImage(chart, "Image", { name: "cgo", module, base, builder: go, registries, platforms: ["linux/amd64"] });
      const rendered = app.render();
      expect(rendered.problems).toEqual([]);
      const bases = ["--set", `*.args.GO_BASE=${go}`, "--set", `*.args.RUNTIME_BASE=${libc}`];
      const { code, stderr } = await new BakedImages(builder, [rendered]).bake(["cgo"], ...bases);
      expect({ code, stderr: code === 0 ? "" : stderr }).toEqual({ code: 0, stderr: "" });
      const port = await freePort();
      const container = await builder.run(`${builder.registry}/cgo:dev`, { port, env: { PORT: String(port) } });
      try {
        expect(await (await fetch(`http://${container.address}/`)).text()).toBe("from C");
      } finally {
        await container.stop();
      }
    },
    10 * MINUTES,
  );
});
