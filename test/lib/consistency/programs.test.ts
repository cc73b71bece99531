import { describe, expect, it } from "@jest/globals";
import { External, GoCronJob, GoService } from "../../../app";
import type { AppChart } from "../../../app";
import { digestOf, programsOf } from "../../../lib/consistency";
import { IMAGE, render } from "../../support/program";

const CONFIG = { LOG_LEVEL: "info", DATABASE_URL: "postgres://orders-db.example.test/orders" };
const orders = External.postgres("orders-db", "orders-db.example.test", { version: "17", url: "DATABASE_URL" });
const queue = External.tcp("queue", "queue.example.test", 5672);

function programs(declare: (chart: AppChart) => void) {
  return programsOf(render(declare), IMAGE.reference);
}

describe("the programs that run an image", () => {
  it("are all that have a container of it, with their names", () => {
    const found = programs((chart) => {
      new GoService(chart, "Storefront", { image: IMAGE });
      new GoCronJob(chart, "Report", { image: IMAGE, schedule: "0 4 * * *", timeZone: "Etc/UTC" });
    });
    expect([...found.keys()]).toEqual(["shop/report", "shop/storefront"]);
  });

  it("are none when another image is asked for", () => {
    const rendered = render((chart) => {
      new GoService(chart, "Storefront", { image: IMAGE });
    });
    expect(programsOf(rendered, "registry.example.test/shop/other:dev").size).toBe(0);
  });

  it("have variables by name and files by path", () => {
    const found = programs((chart) => {
      new GoService(chart, "Storefront", { image: IMAGE, config: CONFIG, files: { "/etc/shop/rates.json": "{}" } });
    });
    const settings = [...found.get("shop/storefront")!.settings];
    expect(settings).toEqual(expect.arrayContaining(["LOG_LEVEL", "DATABASE_URL", "/etc/shop/rates.json"]));
    expect(settings).not.toContain("/tmp");
  });

  it("have servers whose engine is known", () => {
    const found = programs((chart) => {
      new GoService(chart, "Storefront", { image: IMAGE, config: CONFIG, needs: [orders, queue] });
    });
    expect(found.get("shop/storefront")!.servers).toEqual(new Map([["orders-db", "postgres 17"]]));
  });
});

describe("the digest that an environment runs", () => {
  const found = programs((chart) => {
    new GoService(chart, "Storefront", { image: IMAGE });
  });

  it("is that of its containers", () => {
    expect(digestOf(found, IMAGE.reference)).toEqual({ value: IMAGE.reference.split("@")[1] });
  });

  it("is unknown behind a tag", () => {
    expect(digestOf(found, "registry.example.test/shop/storefront:dev")).toHaveProperty("unknown");
  });

  it("is unknown where no container runs it", () => {
    expect(digestOf(new Map(), IMAGE.reference)).toEqual({ unknown: "no container runs it" });
  });
});
