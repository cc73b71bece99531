import { describe, expect, it } from "@jest/globals";
import { External, GoCronJob, GoService, GoWorker, ImageRef, Probe, Resources, SecretRef, Volume } from "../../../app";
import type { GoServiceProps } from "../../../app";
import { IMAGE } from "../../support/program";
import type { Declare } from "./support";
import { built, composeOf, serviceOf, textsOf } from "./support";

const shop = (props: Partial<GoServiceProps> = {}): Declare => {
  return (chart) => new GoService(chart, "Storefront", { image: built(chart, "storefront"), ...props });
};
const storefront = (props?: Partial<GoServiceProps>) => serviceOf(shop(props), "storefront");

describe("a program under Compose", () => {
  it("is built from its Dockerfile, with the prober in it", () => {
    const { build, image } = storefront();
    expect({ ...build, image }).toMatchObject({
      context: "..",
      dockerfile: "docker/storefront/Dockerfile",
      target: "local",
      image: "storefront:local",
    });
  });

  it("takes bases and proxies from whoever runs Compose, where they are set", () => {
    expect(storefront().build?.args).toEqual({ GO_BASE: null, RUNTIME_BASE: null, GOPROXY: null, GOSUMDB: null });
  });

  it("is as hardened as its pod", () => {
    expect(storefront()).toMatchObject({
      user: "65532:65532",
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      tmpfs: ["/tmp:mode=1777,size=64m"],
      init: false,
    });
  });

  it("has the limits and the time to end of its pod", () => {
    expect(storefront({ resources: Resources.small })).toMatchObject({
      mem_limit: "256m",
      cpus: 0.2,
      stop_grace_period: "30s",
    });
  });

  it("is asked by the prober what the readiness probe asks", () => {
    expect(storefront().healthcheck).toEqual({
      test: ["CMD", "/gantry-probe", "http", "http://127.0.0.1:8080/readyz"],
      interval: "5s",
      timeout: "2s",
      retries: 3,
      start_period: "32s",
    });
  });

  it.each<[string, Partial<GoServiceProps>, readonly string[]]>([
    ["gRPC", { ports: { grpc: 9000 } }, ["/gantry-probe", "grpc", "127.0.0.1:9000"]],
    ["TCP", { health: { readiness: Probe.tcp() } }, ["/gantry-probe", "tcp", "127.0.0.1:8080"]],
    ["a command of its own", { health: { readiness: Probe.exec(["/ask", "$HOME"]) } }, ["/ask", "$$HOME"]],
  ])("is asked over %s", (_, props, question) => {
    expect(storefront(props).healthcheck?.test).toEqual(["CMD", ...question]);
  });

  it("is pulled and not asked when somebody else builds it: the prober is not in it", () => {
    const other = storefront({ image: IMAGE });
    expect(other).toMatchObject({ image: IMAGE.reference });
    expect(other).not.toHaveProperty("build");
    expect(other).not.toHaveProperty("healthcheck");
  });

  it("is published on the loopback address only, on the port that it listens on", () => {
    expect(storefront().ports).toEqual(["127.0.0.1:${HOST_PORT__STOREFRONT__HTTP:-8080}:8080"]);
  });

  it("is reached under the names that its Service has in the cluster", () => {
    const aliases = ["storefront.shop", "storefront.shop.svc", "storefront.shop.svc.cluster.local"];
    expect(storefront().networks?.default.aliases).toEqual(aliases);
  });

  it("keeps words with a dollar sign", () => {
    expect(storefront({ args: ["--price=$5"] }).command).toEqual(["--price=$$5"]);
  });
});

describe("ports of several programs", () => {
  const several: Declare = (chart) => {
    for (const name of ["b", "a"]) new GoService(chart, name, { image: built(chart, name) });
  };
  it("differ, in the order of names", () => {
    const { services } = composeOf(several);
    expect([services["a"]?.ports, services["b"]?.ports]).toEqual([
      ["127.0.0.1:${HOST_PORT__A__HTTP:-8080}:8080"],
      ["127.0.0.1:${HOST_PORT__B__HTTP:-8081}:8080"],
    ]);
  });
});

describe("calls", () => {
  const calling = (calls: Readonly<Record<string, readonly string[]>>): Declare => {
    return (chart) => {
      for (const [name, callees] of Object.entries(calls))
        new GoService(chart, name, { image: built(chart, name), calls: [...callees] });
    };
  };
  const waits = (calls: Readonly<Record<string, readonly string[]>>) =>
    Object.fromEntries(
      Object.entries(composeOf(calling(calls)).services).map(([name, one]) => [
        name,
        Object.keys(one.depends_on ?? {}),
      ]),
    );

  it("make a program wait until the others are well", () => {
    expect(serviceOf(calling({ a: ["b"], b: [] }), "a").depends_on).toEqual({ b: { condition: "service_healthy" } });
  });

  it.each<[string, Record<string, string[]>, Record<string, string[]>]>([
    ["mutual", { a: ["b"], b: ["a"] }, { a: ["b"], b: [] }],
    ["in a circle of three", { a: ["b"], b: ["c"], c: ["a"] }, { a: ["b"], b: ["c"], c: [] }],
    ["with a circle further on", { a: ["b"], b: ["c"], c: ["b"] }, { a: ["b"], b: ["c"], c: [] }],
  ])("lose the edge that closes the circle when they are %s", (_, calls, expected) => {
    expect(waits(calls)).toEqual(expected);
  });

  it("give the same files whatever is declared first", () => {
    expect(waits({ b: ["a"], a: ["b"] })).toEqual(waits({ a: ["b"], b: ["a"] }));
  });

  it("reach the port of the container, for there is no Service in between", () => {
    const declare: Declare = (chart) => {
      const b = new GoService(chart, "B", { image: built(chart, "b") });
      new GoService(chart, "A", { image: built(chart, "a"), calls: [b], config: { B_URL: `http://${b.address()}/x` } });
    };
    expect(serviceOf(declare, "a").environment?.["B_URL"]).toBe("${A__B_URL-http://b.shop.svc.cluster.local:8080/x}");
  });
});

describe("a server that a program needs", () => {
  const secrets = { DATABASE_URL: SecretRef.existing("storefront", "url") };
  const needs = [External.postgres("orders-db", "orders.example.test", { version: "17", url: "DATABASE_URL" })];

  it("is started beside it, without a password, and is waited for", () => {
    const { services } = composeOf(shop({ secrets, needs }));
    expect(services["orders-db"]).toMatchObject({
      image: expect.stringMatching(/^postgres:17-alpine@sha256:/) as unknown,
      environment: { POSTGRES_HOST_AUTH_METHOD: "trust", POSTGRES_DB: "orders-db" },
      ports: ["127.0.0.1:${HOST_PORT__ORDERS_DB__POSTGRES:-5432}:5432"],
      networks: { default: { aliases: ["orders.example.test"] } },
    });
    expect(services["storefront"]?.depends_on).toEqual({ "orders-db": { condition: "service_healthy" } });
  });

  it("is found by the variable that leads there", () => {
    expect(storefront({ secrets, needs }).environment?.["DATABASE_URL"]).toBe(
      "postgres://postgres@orders-db:5432/orders-db?sslmode=disable",
    );
  });

  it.each([
    ["17", "orders-db-postgres-17", "/var/lib/postgresql/data"],
    ["18", "orders-db-postgres-18", "/var/lib/postgresql"],
  ] as const)("keeps the data of version %s in a volume of its own", (version, volume, target) => {
    const one = External.postgres("orders-db", "orders.example.test", { version, url: "DATABASE_URL" });
    const file = composeOf(shop({ secrets, needs: [one] }));
    expect(file.services["orders-db"]?.volumes).toEqual([{ type: "volume", source: volume, target }]);
    expect(file.volumes).toEqual({ [volume]: {} });
  });

  it("is one for all programs that need the same", () => {
    const declare: Declare = (chart) => {
      for (const name of ["a", "b"]) new GoWorker(chart, name, { image: built(chart, name), secrets, needs });
    };
    expect(Object.keys(composeOf(declare).services)).toEqual(["orders-db", "a", "b"]);
  });

  it("is two for programs that need two versions", () => {
    const other = External.postgres("orders-db", "orders.example.test", { version: "18", url: "DATABASE_URL" });
    const declare: Declare = (chart) => {
      new GoWorker(chart, "a", { image: built(chart, "a"), secrets, needs });
      new GoWorker(chart, "b", { image: built(chart, "b"), secrets, needs: [other] });
    };
    const { services } = composeOf(declare);
    expect(Object.keys(services).filter((name) => /^orders-db-[a-z2-7]{10}$/.test(name))).toHaveLength(2);
  });

  it("of Redis answers to its own client", () => {
    const cache = External.redis("cache", "cache.example.test", { version: "8", url: "DATABASE_URL" });
    const { services } = composeOf(shop({ secrets, needs: [cache] }));
    expect(services["cache"]?.healthcheck?.test).toEqual(["CMD", "redis-cli", "ping"]);
    expect(services["storefront"]?.environment?.["DATABASE_URL"]).toBe("redis://cache:6379/0");
  });

  it("is reached through a file where the secret is one", () => {
    const texts = textsOf(shop({ secrets: { DATABASE_URL: secrets.DATABASE_URL.asFile() }, needs }));
    expect(texts.get("config/storefront/DATABASE_URL")).toMatch(/^postgres:\/\/postgres@orders-db/);
  });
});

describe("what runs once", () => {
  it("runs before the service when it is its migration", () => {
    const { services } = composeOf(shop({ migration: { args: ["migrate"] } }));
    expect(services["storefront-migrate"]).toMatchObject({ command: ["migrate"], image: "storefront:local" });
    expect(services["storefront"]?.depends_on).toEqual({
      "storefront-migrate": { condition: "service_completed_successfully" },
    });
  });

  it("runs when somebody asks when it is a job", () => {
    const declare: Declare = (chart) =>
      new GoCronJob(chart, "Report", { image: built(chart, "report"), schedule: "0 7 * * *" });
    expect(serviceOf(declare, "report").profiles).toEqual(["jobs"]);
  });

  it("runs one after the other before a program", () => {
    const init = { second: { image: IMAGE }, first: { image: IMAGE } };
    const { services } = composeOf(shop({ init }));
    const done = { condition: "service_completed_successfully" };
    const chain = Object.entries(services).map(([name, { depends_on }]) => [name, depends_on]);
    expect(Object.fromEntries(chain)).toMatchObject({ storefront: { [chain.at(-2)![0] as string]: done } });
  });
});

describe("what a program finds besides its image", () => {
  it("shares its network with what runs beside it", () => {
    const { services } = composeOf(shop({ sidecars: { proxy: { image: IMAGE } } }));
    expect(services["storefront-proxy"]).toMatchObject({
      network_mode: "service:storefront",
      depends_on: { storefront: { condition: "service_started" } },
    });
  });

  it("is a folder in memory that containers of the pod share", () => {
    const declare = shop({
      volumes: { spool: Volume.scratch("/spool", "8Mi") },
      sidecars: { shipper: { image: IMAGE, mounts: { spool: "/in" } } },
    });
    const { services, volumes } = composeOf(declare);
    const source = "storefront-spool";
    expect(services["storefront"]?.volumes).toEqual([{ type: "volume", source, target: "/spool" }]);
    expect(services["storefront-shipper"]?.volumes).toEqual([{ type: "volume", source, target: "/in" }]);
    expect(volumes?.[source]).toEqual({ driver_opts: { type: "tmpfs", device: "tmpfs", o: "mode=1777,size=8m" } });
  });

  it("is a volume that belongs to its user before it starts", () => {
    const { services } = composeOf(shop({ volumes: { data: Volume.claim("/data", "orders") } }));
    expect(services["storefront-volumes"]?.command).toEqual(["chown", "65532:65532", "/volumes/shop-orders"]);
    expect(services["storefront"]?.depends_on).toEqual({
      "storefront-volumes": { condition: "service_completed_successfully" },
    });
  });

  it("is a file of its configuration, beside the Compose file", () => {
    const declare = shop({ files: { "/etc/shop/rules.yaml": "a: $b\n" } });
    expect(textsOf(declare).get("config/storefront/etc.shop.rules.yaml")).toBe("a: $b\n");
    expect(serviceOf(declare, "storefront").volumes).toEqual([
      {
        type: "bind",
        source: "./config/storefront/etc.shop.rules.yaml",
        target: "/etc/shop/rules.yaml",
        read_only: true,
      },
    ]);
  });

  it("is a folder of yours for secrets that are files", () => {
    const secrets = { TOKEN: SecretRef.existing("storefront", "token").asFile() };
    expect(storefront({ secrets }).volumes).toEqual([
      { type: "bind", source: "./secrets/storefront", target: "/var/run/secrets/gantry", read_only: true },
    ]);
  });
});

describe("an image by its tag", () => {
  it("keeps it", () => {
    expect(storefront({ image: ImageRef.tagged("registry.example.test/shop/other:v1") }).image).toBe(
      "registry.example.test/shop/other:v1",
    );
  });
});
