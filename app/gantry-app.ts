import { App } from "cdk8s";
import { openProgram, wiringOf } from "../constructs/base/context";
import { Environment } from "../lib/environment";
import { ValidationError, refuse, refuseAll } from "../lib/errors";
import type { FieldTable } from "../lib/fields";
import { choice, either, readFields, text, value } from "../lib/fields";
import type { Images } from "../lib/image-lock";
import { ImageLock } from "../lib/image-lock";
import { laterComplaint, laterText } from "../lib/later";
import type { PolicyOptions } from "../lib/policy/policies";
import { Policies } from "../lib/policy/policies";
import type { PolicyRule } from "../lib/policy/rule";
import type { Rendered } from "../lib/rendered";
import { toYaml } from "../lib/render/yaml";
import { render } from "./render";
import { synthesize } from "./synthesize";
import { unresolved } from "./unresolved";

export interface GantryAppProps {
  /** The environment that everything in the app is declared for. */
  readonly environment: Environment;
  /**
   * The images that were built: `readImageLock()`, where each GoImage finds its digest; or `"on-up"`, when `pulumi up` builds them and hands the digests
   * on. @default - none was built yet
   */
  readonly images?: Images;
  /** Folder for the output, relative to the working folder. @default "dist" */
  readonly outdir?: string;
}

interface Settings {
  readonly environment: Environment;
  readonly images: Images | undefined;
  readonly outdir: string;
}

/** Types, defaults and one sentence for each prop of a GantryApp. */
export const GANTRY_APP: FieldTable<Settings> = {
  environment: {
    type: value<Environment>("Environment.of(name, { … }), or one of Environment.all({ … })", Environment),
    required: true,
    doc: "the environment that everything in the app is declared for",
  },
  images: {
    type: either(
      (images) => typeof images === "string",
      choice("on-up"),
      value<ImageLock>("readImageLock()", ImageLock),
    ),
    otherwise: "none was built yet",
    doc: "the images that were built",
  },
  outdir: { type: text("a folder", () => undefined, ["dist"]), default: "dist", doc: "folder for the output" },
};

/**
 * The program of one environment. A `cdk8s.App`, so constructs, plug-ins and the cdk8s command keep working; synthesis is one linear pass that
 * refuses once, with every problem, and writes only what differs.
 */
export class GantryApp extends App {
  readonly environment: Environment;
  private readonly policies = new Policies();

  /** @throws ValidationError at the caller's line with everything that is wrong with the props. */
  constructor(props: GantryAppProps) {
    const { values, findings } = readFields<Settings>(props, GANTRY_APP);
    const { environment, images, outdir } = values;
    if (!environment || findings.length > 0) {
      refuseAll(
        findings.map((finding) => ({ ...finding, path: "GantryApp" })),
        GantryApp,
      );
    }
    super({ outdir: outdir ?? "" });
    this.environment = environment;
    openProgram(this, environment, images);
  }

  /**
   * A text that stands for a value that only `pulumi up` knows, to be passed where a text is wanted: `config: { BUCKET: app.later("bucket", bucket.id) }`.
   * Synthesis refuses a program in which it is left.
   * @param name a DNS label of at most 40 characters, its own in this program
   * @param value an Output of Pulumi
   * @throws ValidationError for a name that is none, or is taken
   */
  later(name: string, value: unknown): string {
    const { later } = wiringOf(this);
    const complaint = laterComplaint(name, later);
    if (complaint) return refuse(complaint, GantryApp.prototype.later);
    const text = laterText(name);
    later.push({ name, text, value });
    return text;
  }

  /**
   * Holds every object of the program to a rule, also those that a library made.
   * @throws ValidationError for what is no rule, a second one of the same name, an advisory one, and exceptions without a reason
   */
  policy(rule: PolicyRule, options: PolicyOptions = {}): void {
    this.policies.add(rule, options, GantryApp.prototype.policy);
  }

  /** Everything an exporter may read, with the problems in it. Nothing is written. */
  render(): Rendered {
    return render(this, this.policies);
  }

  /** Writes this environment's files below `outdir`. @throws ValidationError with every problem of the program; then nothing was written. */
  override synth(): void {
    synthesize([this], { outdir: this.outdir, environments: [this.environment.name] });
  }

  /** The objects as one YAML stream. @throws ValidationError with every problem of the program. */
  override synthYaml(): string {
    const rendered = this.render();
    const { objects } = rendered;
    const problems = [...rendered.problems, ...unresolved(rendered)];
    if (problems.length > 0) throw new ValidationError(problems);
    return objects.map(({ manifest }) => `---\n${toYaml(manifest)}`).join("");
  }
}
