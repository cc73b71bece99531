import { describe, expect, it } from "@jest/globals";
import type { GoServiceProps } from "../../../app";
import { GoService } from "../../../app";
import { IMAGE, all, complaintsOf, only, onlyRendered, render, shopChart } from "../../support/program";

const service = (props: Partial<GoServiceProps>) =>
  render((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
const container = (rendered: ReturnType<typeof render>) =>
  only(rendered, "Deployment").spec.template.spec.containers[0]!;
const nameOf = (props: Partial<GoServiceProps>) => only(service(props), "ConfigMap").metadata.name!;

describe("configuration", () => {
  it("is an immutable ConfigMap that outlives its version, for a rollback", () => {
    const rendered = service({ config: { LOG_LEVEL: "info" } });
    const { metadata, data, immutable } = only(rendered, "ConfigMap");
    expect([data, immutable]).toEqual([{ LOG_LEVEL: "info" }, true]);
    expect(metadata.annotations).toEqual({ "argocd.argoproj.io/sync-options": "Prune=false" });
    expect(metadata.labels).toMatchObject({ "gantry.dev/config-of": "a" });
    expect(onlyRendered(rendered, "ConfigMap").hints.keep).toBe(true);
  });

  it("becomes variables of the program by reference", () => {
    const rendered = service({ config: { LOG_LEVEL: "info" } });
    const { name } = only(rendered, "ConfigMap").metadata;
    expect(container(rendered).env).toContainEqual({
      name: "LOG_LEVEL",
      valueFrom: { configMapKeyRef: { key: "LOG_LEVEL", name } },
    });
  });

  it.each([
    ["database.url", "DATABASE_URL"],
    ["cache-size", "CACHE_SIZE"],
    ["logLevel", "LOGLEVEL"],
    ["__proto__", "__PROTO__"],
    ["constructor", "CONSTRUCTOR"],
  ])("keeps the key %s and makes the variable %s of it", (key, variable) => {
    const rendered = service({ config: Object.fromEntries([[key, "x"]]) });
    const { metadata, data } = only(rendered, "ConfigMap");
    expect(Object.entries(data)).toEqual([[key, "x"]]);
    expect(container(rendered).env).toContainEqual({
      name: variable,
      valueFrom: { configMapKeyRef: { key, name: metadata.name } },
    });
  });

  it("has a new name for each content, whatever the order of the keys", () => {
    const names = [
      { A: "1", B: "2" },
      { B: "2", A: "1" },
      { A: "1", B: "3" },
    ].map((config) => nameOf({ config }));
    expect(names[0]).toMatch(/^a-config-[a-z2-7]{10}$/);
    expect([names[1] === names[0], names[2] === names[0]]).toEqual([true, false]);
  });

  it("becomes files at their paths, read-only", () => {
    const rendered = service({ files: { "/etc/shop/app.yaml": "colour: green\n" } });
    const { metadata, data } = only(rendered, "ConfigMap");
    expect(data).toEqual({ "etc.shop.app.yaml": "colour: green\n" });
    expect(only(rendered, "Deployment").spec.template.spec.volumes).toContainEqual({
      name: "config",
      configMap: { name: metadata.name, items: [{ key: "etc.shop.app.yaml", path: "etc.shop.app.yaml" }] },
    });
    expect(container(rendered).volumeMounts).toContainEqual({
      mountPath: "/etc/shop/app.yaml",
      name: "config",
      readOnly: true,
      subPath: "etc.shop.app.yaml",
    });
  });

  it("gives a new name to new files as well", () => {
    expect(nameOf({ files: { "/etc/a": "1" } })).not.toBe(nameOf({ files: { "/etc/a": "2" } }));
  });

  it("is no object where there is nothing to configure", () => {
    expect(all(service({}), "ConfigMap")).toEqual([]);
  });

  it("keeps the order of variables the same whatever was typed first", () => {
    const env = (config: Record<string, string>) => container(service({ config })).env!.map(({ name }) => name);
    expect(env({ Z: "1", A: "2" })).toEqual(env({ A: "2", Z: "1" }));
    expect(env({ Z: "1", A: "2" })).toEqual([...env({ Z: "1", A: "2" })].sort());
  });
});

describe("configuration is refused with", () => {
  const key = "-----BEGIN RSA PRIVATE KEY-----";
  it.each([
    ["a number", { config: { PORT: 8080 as never } }, ["wrong-type config.PORT"]],
    ["nothing", { config: { PORT: undefined as never } }, ["wrong-type config.PORT"]],
    ["null", { config: { PORT: null as never } }, ["wrong-type config.PORT"]],
    ["a key with a slash", { config: { "a/b": "1" } }, ['name-grammar config["a/b"]']],
    ["a key that leaves its folder", { config: { "../x": "1" } }, undefined],
    ["U+0000", { config: { A: "a\0b" } }, ["nul-character config.A"]],
    ["a variable that begins with a digit", { config: { "1A": "x" } }, ['env-name config["1A"]']],
    ["one variable twice", { config: { "a.b": "1", A_B: "2" } }, ['duplicate-variable config["a.b"]']],
    ["a variable of Gantry's own", { config: { GOMEMLIMIT: "1GiB" } }, ["reserved-variable config.GOMEMLIMIT"]],
    ["a shutdown of its own", { config: { "gantry.drain": "1s" } }, ['reserved-variable config["gantry.drain"]']],
    ["a password", { config: { DB_PASSWORD: "hunter2" } }, ["literal-secret config.DB_PASSWORD"]],
    ["a password in a URL", { config: { DB: "postgres://u:hunter2@h/d" } }, ["literal-secret config.DB"]],
    ["a private key in a file", { files: { "/etc/key": key } }, ['literal-secret files["/etc/key"]']],
    ["a password in an argument", { args: ["--db=x", "redis://u:hunter2@h"] }, ["literal-secret args[1]"]],
    ["a file at a relative path", { files: { "etc/a": "x" } }, ['absolute-path files["etc/a"]']],
    ["a file outside of its folder", { files: { "/etc/../a": "x" } }, ['absolute-path files["/etc/../a"]']],
    ["two keys that meet", { config: { "etc.a": "1" }, files: { "/etc/a": "2" } }, ['duplicate-key files["/etc/a"]']],
    ["a list", { config: ["A=1"] as never }, ["wrong-type config"]],
  ] satisfies [string, Partial<GoServiceProps>, string[] | undefined][])("%s", (_, props, expected) => {
    const found = complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, ...props }));
    expect(found).not.toEqual([]);
    if (expected) expect(found).toEqual(expected);
  });

  it("a password, without showing it", () => {
    const { app, chart } = shopChart();
    new GoService(chart, "A", { image: IMAGE, config: { DB: "postgres://u:hunter2@h/d", API_TOKEN: "hunter2" } });
    expect(JSON.stringify(app.render().problems)).not.toContain("hunter2");
  });

  it.each<Record<string, string>>([
    { DB_PASSWORD_FILE: "/run/pw" },
    { TOKEN_URL: "https://id.example.test" },
    { API_TOKEN: "" },
  ])("nothing when it only points to a secret: %j", (config) => {
    expect(complaintsOf((chart) => new GoService(chart, "A", { image: IMAGE, config }))).toEqual([]);
  });
});
