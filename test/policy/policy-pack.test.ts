import type { ChildProcess } from "node:child_process";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { promisify } from "node:util";
import { credentials } from "@grpc/grpc-js";
import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import type { AnalyzeResponse } from "@pulumi/pulumi/proto/analyzer_pb";
import { AnalyzeRequest, AnalyzerResourceOptions, EnforcementLevel } from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PolicyRule } from "../../constructs/base/policy-rule";
import { ValidationError } from "../../lib/errors";
import { policyPack } from "../../policy";

const ROOT = join(__dirname, "../..");
const NODE = ["--require", join(ROOT, "test/real/typescript.cjs")];

/** How the engine writes a text that is not known in a preview, and one that is a secret (sdk/go/common/resource/plugin/rpc.go). */
const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
const secret = (value: string) => ({ "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", value });

describe("a served policy pack", () => {
  let server: ChildProcess;
  let client: AnalyzerClient;

  beforeAll(async () => {
    server = spawn(process.execPath, [...NODE, join(__dirname, "served-pack.ts")], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(server.stdout!, "data")) as [Buffer];
    client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
  });

  afterAll(async () => {
    client.close();
    const ended = once(server, "exit");
    server.kill();
    await ended;
  });

  /** Rule, weight and message of each finding about a resource; the SDK puts the description of the rule in front of the message. */
  async function analyze(type: string, properties: Parameters<typeof Struct.fromJavaScript>[0]): Promise<string[][]> {
    const request = new AnalyzeRequest()
      .setType(type)
      .setProperties(Struct.fromJavaScript(properties))
      .setOptions(new AnalyzerResourceOptions());
    const ask = promisify<AnalyzeRequest, AnalyzeResponse>(client.analyze.bind(client));
    const response = await ask(request);
    const names = Object.entries(EnforcementLevel);
    return response
      .getDiagnosticsList()
      .map((one) => [
        one.getPolicyname(),
        names.find(([, level]) => level === one.getEnforcementlevel())![0],
        one.getMessage(),
      ]);
  }

  it("refuses what breaks a rule", async () => {
    expect(await analyze("kubernetes:core/v1:Service", { spec: { type: "LoadBalancer" } })).toEqual([
      [
        "no-load-balancer",
        "MANDATORY",
        'a route of the gateway\nspec.type: got "LoadBalancer", need a route of the gateway\nfix: use Route.host',
      ],
    ]);
  });

  it("says nothing of what keeps the rules", async () => {
    expect(await analyze("kubernetes:core/v1:Service", { spec: { type: "ClusterIP" } })).toEqual([]);
  });

  it("only tells of what breaks an advisory rule", async () => {
    expect(await analyze("kubernetes:core/v1:ConfigMap", { metadata: { name: "notice" } })).toEqual([
      [
        "advice",
        "ADVISORY",
        'a route of the gateway\ngot ConfigMap "notice", need a route of the gateway\nfix: use Route.host',
      ],
    ]);
  });

  it("leaves what a preview can't know to the update, also for a rule that hides it", async () => {
    const found = await analyze("kubernetes:core/v1:Service", { spec: { type: UNKNOWN } });
    expect(found.map(([name, level]) => `${name} ${level}`)).toEqual([
      "no-load-balancer ADVISORY",
      "no-hidden-error ADVISORY",
    ]);
    expect(found.join()).toContain("during preview: string value at .spec.type can't be known during preview");
  });

  it("decides in a preview where a rule does not ask for what is unknown", async () => {
    const properties = { spec: { type: "LoadBalancer", clusterIP: UNKNOWN } };
    expect((await analyze("kubernetes:core/v1:Service", properties)).map(([, level]) => level)).toEqual(["MANDATORY"]);
  });

  it("shows no secret", async () => {
    const found = await analyze("kubernetes:core/v1:Secret", { stringData: { note: secret("hunter2") } });
    expect(found).toEqual([
      [
        "no-note",
        "MANDATORY",
        'a route of the gateway\nstringData.note: got "****", need a route of the gateway\nfix: use Route.host',
      ],
    ]);
  });
});

describe("a policy pack that can't be served", () => {
  const rule = (name: string) => PolicyRule.of({ name, description: "what it needs", fix: "do it", check: () => [] });

  it("is refused with everything that is wrong with its rules", () => {
    let problems: readonly string[] = [];
    try {
      policyPack("shop", [rule("one"), null as never, rule("two"), rule("one")]);
    } catch (error) {
      expect(error).toBeInstanceOf(ValidationError);
      problems = (error as ValidationError).problems.map(({ field, code }) => `${field} ${code}`);
    }
    expect(problems).toEqual(["rules[1] wrong-type", "rules[3] duplicate-name"]);
  });
});
