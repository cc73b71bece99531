import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { toYaml } from "../../../lib/render/yaml";
import type { Kept, Opinion, Refused } from "../../catalogue/row";
import { ROWS } from "../../catalogue/rows";
import { controlPlane, type ControlPlane } from "../control-plane";
import { namespace } from "./samples";

const OK = 200;
const CREATED = 201;

type Judged = (Refused | Kept) & { readonly server: Opinion };
const JUDGED = ROWS.filter((row): row is Judged => "server" in row && row.server !== undefined);

let plane: ControlPlane;

beforeAll(async () => {
  plane = await controlPlane();
  for (const name of ["shop", "other"]) await plane.client.apply(namespace(name));
});

afterAll(async () => {
  await plane?.stop();
  const refused = JUDGED.filter(({ server }) => server.says !== "").length;
  const entries = new Set(JUDGED.map(({ no }) => no)).size;
  console.log(
    `catalogue: the server judged ${JUDGED.length} manifests of ${entries} entries, refused ${refused} and took ${JUDGED.length - refused}`,
  );
});

/** What the server says of a manifest; empty when it takes it. */
async function opinion({ manifest, isWritten = false }: Opinion): Promise<string> {
  const { status, message } = await plane.client.apply(manifest, { dryRun: !isWritten, fieldManager: "catalogue" });
  return status === OK || status === CREATED ? "" : message;
}

describe("the server refuses", () => {
  it.each(JUDGED.filter(({ server }) => server.says !== ""))("$no: $input", async ({ server }) => {
    expect(await opinion(server)).toContain(server.says);
  });
});

describe("the server takes", () => {
  it.each(JUDGED.filter((row) => "want" in row && row.server.says === ""))("$no: $input", async ({ server }) => {
    expect(await opinion(server)).toBe("");
  });
});

describe("kubectl and the server keep", () => {
  it.each(JUDGED.filter((row) => "becomes" in row))("$no: $input", async ({ server: { manifest } }) => {
    const file = join(plane.folder, "kept.yaml");
    writeFileSync(file, toYaml(manifest));
    const { stdout, stderr } = await plane.kubectl(["apply", "--dry-run=server", "-o=json", "-f", file]);
    expect({ stderr, data: (JSON.parse(stdout || "{}") as { data?: unknown }).data }).toEqual({
      stderr: "",
      data: manifest["data"],
    });
  });
});
