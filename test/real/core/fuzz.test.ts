import { afterAll, beforeAll, describe, expect, it } from "@jest/globals";
import fc from "fast-check";
import {
  type Declaration,
  type Door,
  DOORS,
  edgyDeclaration,
  keptDeclaration,
  renderDeclared,
} from "../../support/generators/programs";
import { controlPlane, type ControlPlane } from "../control-plane";
import { installCrds } from "./crds";
import { Admission } from "./fuzz/admission";
import { Cluster } from "./fuzz/cluster";
import { Coverage } from "./fuzz/coverage";

const LONG = process.env["GANTRY_LONG"] === "1";
const SEED = Number(process.env["GANTRY_SEED"] ?? (LONG ? Date.now() % 2 ** 31 : 20_260));
/** Of each of the four front doors. */
const RUNS = LONG ? 2_500 : 250;
/** One accepted program in so many is applied for real. */
const SAMPLE = 10;
const TIMEOUT_MS = LONG ? 7_200_000 : 1_800_000;

let plane: ControlPlane;
let admission: Admission;
let cluster: Cluster;

beforeAll(async () => {
  plane = await controlPlane();
  await installCrds(plane.client);
  admission = await Admission.start(plane, ["shop", "billing"]);
  cluster = await Cluster.start(plane, ["release", "billing"]);
});

afterAll(() => plane?.stop());

describe.each(DOORS)("a $name", (door) => {
  it(
    `of right values only is never refused: ${RUNS} programs`,
    () => {
      const isRight = (declaration: Declaration): void => {
        expect(renderDeclared(door, declaration).problems).toEqual([]);
      };
      fc.assert(fc.property(keptDeclaration(door), isRight), { seed: SEED, numRuns: RUNS });
    },
    TIMEOUT_MS,
  );

  it(
    `that we accept is accepted by the server, object by object and with its pods: ${RUNS} programs`,
    async () => {
      const run = new Run(door);
      try {
        const property = fc.asyncProperty(edgyDeclaration(door), (declaration) => run.check(declaration));
        await fc.assert(property, { seed: SEED, numRuns: RUNS, maxSkipsPerRun: 10 });
      } finally {
        run.print();
      }
      expect(run.coverage.unvaried()).toEqual([]);
      expect(run.share).toBeGreaterThan(0.3);
      expect(run.share).toBeLessThan(0.7);
    },
    TIMEOUT_MS,
  );
});

/** Programs of one front door against the server, and what came of it. */
class Run {
  readonly coverage: Coverage;
  private tried = 0;
  private accepted = 0;
  private released = 0;

  constructor(private readonly door: Door) {
    this.coverage = new Coverage(door.table);
  }

  get share(): number {
    return this.accepted / this.tried;
  }

  /** A program that we refuse does not count. */
  async check(declaration: Declaration): Promise<void> {
    this.tried += 1;
    const { problems, objects } = renderDeclared(this.door, declaration);
    fc.pre(problems.length === 0);
    this.accepted += 1;
    this.coverage.add(declaration.props);
    expect(await admission.refusals(objects.map(({ manifest }) => manifest))).toEqual([]);
    if (this.accepted % SAMPLE !== 0) return;
    this.released += 1;
    expect(await cluster.faults(renderDeclared(this.door, declaration, "release"))).toEqual([]);
  }

  print(): void {
    const share = Math.round(this.share * 100);
    console.log(
      `${this.door.name}: seed ${SEED}, tried ${this.tried}, accepted ${this.accepted} (${share} %), applied for real ${this.released}; ` +
        `the server was asked about ${admission.asked} different objects so far\nprograms that gave each prop: ${this.coverage.toString()}`,
    );
  }
}
