import { describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import { commentMarker, previewComment } from "../../../targets/pulumi/preview-comment";
import { thrownBy } from "../../lib/values/thrown-by";
import { digestOf, recorded } from "./recorded";

const LONGEST = 65_536;
const DEPLOYMENT = "kubernetes:apps/v1:Deployment";
const comment = (json: string) => previewComment(json, "shop/prod");
const rowsOf = (text: string) => text.split("\n").filter((line) => /^\| (?!\| |---)/.test(line));
const lossesOf = (text: string) => text.split("\n").filter((line) => line.startsWith("> - "));

describe("the comment about a preview", () => {
  it("says what Pulumi would do, the most dangerous first", () => {
    expect(comment(recorded("changes"))).toBe(`<!-- gantry-preview shop/prod -->

### Preview of \`shop/prod\`

**1 to delete, 2 to replace, 2 to update, 1 to create** · 4 unchanged

> [!CAUTION]
> - **delete** PersistentVolumeClaim \`shop/orders-data\`: the data of its volume go with it, unless the storage class retains them
> - **replace** ConfigMap \`shop/storefront-config\` because of \`data.LOG_LEVEL\`: pods that need it can't start without it
> - **replace** Secret \`shop/storefront\` because of \`stringData.password\`: pods that need it can't start without it

| | Kind | Name | Changed |
|---|---|---|---|
| delete | PersistentVolumeClaim | \`shop/orders-data\` |  |
| replace | ConfigMap | \`shop/storefront-config\` | \`data.LOG_LEVEL\` |
| replace | Secret | \`shop/storefront\` | \`stringData.password\` |
| update | Deployment | \`shop/storefront\` | \`metadata.annotations["example.test/step"]\`, \`spec.template.spec.containers[0].env[0].value\`, \`spec.template.spec.containers[0].image\` |
| update | Service | \`shop/storefront\` | \`spec.ports[0].targetPort\` |
| create | ServiceAccount | \`shop/mailer\` |  |
`);
  });

  it("is the same when the preview shows replacements step by step, and what stays", () => {
    expect(comment(recorded("changes-in-full"))).toBe(comment(recorded("changes")));
  });

  it("names the property that can't be changed in place before the others", () => {
    const text = comment(recorded("selector"));
    expect(lossesOf(text)).toContain(
      "> - **replace** Deployment `shop/storefront` because of `spec.selector.matchLabels.app`: its pods stop",
    );
    expect(rowsOf(text).find((row) => row.includes("Deployment"))).toContain(
      "| `spec.selector.matchLabels.app`, `metadata.annotations",
    );
  });

  it("says why a preview failed, in the server's words", () => {
    const text = comment(recorded("refused"));
    expect(text).toContain(`**1 to create** · 8 unchanged

**The preview failed**, so this may not be all of it.

\`\`\`text
Preview failed: Deployment.apps "bad" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0
\`\`\``);
    expect(text).not.toContain("preview failed\n");
  });

  it("shows a failure that has nothing but its failure to say", () => {
    const diagnostics = [{ message: "error: preview failed\n", severity: "error" }];
    const text = comment(digestOf([], { diagnostics }));
    expect(text).toContain("**Nothing is known** · 0 unchanged");
    expect(text).toContain("```text\npreview failed\n```");
  });

  it("says that nothing changes", () => {
    expect(comment(digestOf([], { changeSummary: { same: 9 } }))).toBe(
      "<!-- gantry-preview shop/prod -->\n\n### Preview of `shop/prod`\n\n**Nothing changes** · 9 unchanged\n",
    );
  });

  it("leaves out the stack and components, which are nothing in a cluster", () => {
    const json = digestOf([{ op: "create", type: "gantry:index:Chart", name: "shop", custom: false }]);
    expect(comment(json)).toContain("**Nothing changes**");
  });

  it("shows a word of Pulumi that it does not know, at the end", () => {
    const rows = rowsOf(comment(digestOf(["adopt", "create"].map((op) => ({ op, name: op })))));
    expect(rows.map((row) => row.split(" ")[1])).toEqual(["create", "adopt"]);
  });

  it("names what is no Kubernetes object by its type and its logical name", () => {
    const json = digestOf([{ op: "create", type: "docker-build:index:Image", name: "storefront" }]);
    expect(rowsOf(comment(json))).toEqual(["| create | docker-build:index:Image | `shop/storefront` |  |"]);
  });

  it("begins with the line by which a pipeline finds it", () => {
    expect(comment(recorded("changes")).split("\n")[0]).toBe(commentMarker("shop/prod"));
  });
});

describe("a loss", () => {
  const replaced = (path: string) => ({ detailedDiff: { [path]: { kind: "update-replace" } } });

  it("is none where another object with another name takes its place", () => {
    expect(lossesOf(comment(digestOf([{ op: "replace", name: "config", ...replaced("metadata.name") }])))).toEqual([]);
    expect(lossesOf(comment(digestOf([{ op: "replace", name: "config", ...replaced("data.a") }])))).toHaveLength(1);
  });

  it("is none where the object stays in the cluster", () => {
    expect(lossesOf(comment(digestOf([{ op: "delete", name: "old", retainOnDelete: true }])))).toEqual([]);
  });

  it("is none where nothing is deleted", () => {
    const type = DEPLOYMENT;
    expect(lossesOf(comment(digestOf([{ op: "update", type, name: "a", ...replaced("spec.replicas") }])))).toEqual([]);
  });

  it.each([
    ["kubernetes:core/v1:Namespace", true],
    ["kubernetes:core/v1:Service", true],
    ["pulumi:providers:kubernetes", true],
    ["kubernetes:core/v1:ServiceAccount", false],
    ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler", false],
  ])("of %s: %s", (type, isLoss) => {
    expect(lossesOf(comment(digestOf([{ op: "delete", type, name: "a" }])))).toHaveLength(isLoss ? 1 : 0);
  });
});

describe("the text of the comment", () => {
  it("holds no secret that the CLI's own words hold, no colours and no folders of a machine", () => {
    const message = `error: \u001b[31mpostgres://shop:hunter2@db.example.test\u001b[0m is down\n    at run (/somewhere/index.js:1:2)\n`;
    const text = comment(digestOf([], { diagnostics: [{ message, severity: "error" }] }));
    expect(text).toContain("```text\npostgres://shop:****@db.example.test is down\n```");
  });

  it("keeps what stands in names and paths from being Markdown", () => {
    const detailedDiff = { 'metadata.annotations["a|b`c"]': { kind: "update" }, "data.@somebody": { kind: "update" } };
    const [row] = rowsOf(comment(digestOf([{ op: "update", name: "<b>", detailedDiff }])));
    expect(row).toBe('| update | ConfigMap | `shop/<b>` | `data.@somebody`, ``metadata.annotations["a\\|b`c"]`` |');
  });

  it("says how much it leaves out when there is no room, the least dangerous first", () => {
    const steps = Array.from({ length: 3000 }, (_, index) => ({
      op: index < 20 ? "delete" : "create",
      name: `n${index}`,
    }));
    const text = comment(digestOf(steps));
    const rows = rowsOf(text).length;
    expect(text.length).toBeLessThanOrEqual(LONGEST);
    expect(text).toContain("**20 to delete, 2980 to create**");
    expect(lossesOf(text)).toHaveLength(20);
    expect(text).toMatch(
      new RegExp(`\n\nLeft out, because a comment has at most 65536 characters: ${3000 - rows} changes\\.\n$`),
    );
  });

  it("has room for twelve paths of one object", () => {
    const paths = Array.from({ length: 15 }, (_, index) => [`data.k${index + 10}`, { kind: "update" }] as const);
    const [row] = rowsOf(comment(digestOf([{ op: "update", name: "a", detailedDiff: Object.fromEntries(paths) }])));
    expect(row).toMatch(/`data\.k21` and 3 more \|$/);
  });

  it("is never longer than a comment may be, whatever happens", () => {
    const text = fc.oneof(fc.string(), fc.constantFrom("`", "|", "\n", "x".repeat(5000)));
    const step = fc.record({ op: fc.constantFrom("create", "delete", "replace", "new"), name: text });
    const error = fc.record({ message: text, severity: fc.constant("error") });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), fc.array(error, { maxLength: 60 }), (steps, diagnostics) => {
        const made = comment(digestOf(steps, { diagnostics }));
        expect(made.length).toBeLessThanOrEqual(LONGEST);
        expect(made.startsWith(`${commentMarker("shop/prod")}\n`)).toBe(true);
      }),
    );
  });

  it.each(["", "null", "[]", "{}", '{"sequence":0}\n{"sequence":1}', "Previewing update (prod):"])(
    "is refused for %j, which is no preview",
    (json) => {
      expect(thrownBy(() => comment(json))).toMatchObject({ code: "preview-json" });
    },
  );
});
