/** Writes the shop in all its environments, and fuzzed programs, to `dist`; `GANTRY_ORDER=reversed` turns all insertion orders round. */
import fc from "fast-check";
import { AppChart, Environment, GantryApp, GoService, run } from "../../../../app";
import type { Renderable } from "../../../../app";
import { CLUSTER_FEATURES } from "../../../../lib/kubernetes";
import { isPlain } from "../../../../lib/show";
import { DOORS, keptDeclaration, type Declaration, type Door } from "../../../support/generators/programs";
import { CALLEES } from "../../../support/generators/values";
import { IMAGE } from "../../../support/program";
import { ENVIRONMENTS, fixtureShop } from "../../../support/shop";

const FUZZED = 50;
const MOST_TRIES = 200;
const SEED = Number(process.env["GANTRY_SEED"] ?? 20261121);
const isReversed = process.env["GANTRY_ORDER"] === "reversed";

/** The same value with the keys of all records in the order that is asked for. */
function ordered(value: unknown): unknown {
  if (value === CALLEES.pricing) return "pricing";
  if (value === CALLEES.invoices) return "billing/invoices";
  if (Array.isArray(value)) return value.map(ordered);
  if (typeof value !== "object" || value === null || !isPlain(value)) return value;
  const entries = Object.entries(value).map(([key, inner]) => [key, ordered(inner)] as const);
  return Object.fromEntries(isReversed ? entries.reverse() : entries);
}

function inOrder(steps: readonly (() => void)[]): void {
  for (const step of isReversed ? [...steps].reverse() : steps) step();
}

function fuzzed({ Program }: Door, { props }: Declaration): GantryApp {
  const gateway = { name: "edge", namespace: "gateway" };
  const options = { stage: "production", kubernetes: "1.36", installed: CLUSTER_FEATURES, gateway } as const;
  const app = new GantryApp({ environment: Environment.of("fuzz", options) });
  const owner = { team: "shop", email: "shop-team@example.test" };
  inOrder([
    () => new GoService(new AppChart(app, "billing", owner), "Invoices", { image: IMAGE }),
    () => {
      const chart = new AppChart(app, "shop", owner);
      inOrder([
        () => new GoService(chart, "Pricing", { image: IMAGE }),
        () => new Program(chart, "Fuzzed", ordered(props) as never),
      ]);
    },
  ]);
  return app;
}

/** The first programs of the seed in which everything is right. */
function fuzzedPrograms(): Renderable[] {
  const found: Renderable[] = [];
  for (let seed = SEED; found.length < FUZZED && seed < SEED + MOST_TRIES; seed++) {
    const door = DOORS[seed % DOORS.length]!;
    const [declaration] = fc.sample(keptDeclaration(door), { numRuns: 1, seed });
    const rendered = fuzzed(door, declaration!).render();
    if (rendered.problems.length === 0) found.push({ render: () => ({ ...rendered, environment: `fuzz-${seed}` }) });
  }
  return found;
}

const shops = ENVIRONMENTS.map((name) => fixtureShop(name));
run(() => (isReversed ? [...fuzzedPrograms(), ...shops.reverse()] : [...shops, ...fuzzedPrograms()]), {
  outdir: "dist",
});
