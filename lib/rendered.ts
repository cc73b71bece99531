import type { Backing } from "./backing";
import type { Stage } from "./environment";
import type { Problem } from "./errors";
import type { ImagePlan } from "./image/image-plan";
import type { LaterValue } from "./later";

/** Plain JSON: what is left of a construct tree after every lazy value has been asked. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** A Kubernetes object as it will be written: plain JSON with sorted keys. */
export type Manifest = { [field: string]: Json } & {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: { [key: string]: string };
    readonly annotations?: { [key: string]: string };
  };
};

/** What a way out may want to know about an object beyond its manifest. */
export interface Hints {
  /** Objects of a lower wave are there, and healthy, before objects of a higher one are touched. @default 0 */
  readonly wave?: number;
  /** Kept when it leaves the program, because a rollback may need it. @default false */
  readonly keep?: boolean;
  /** Its name is a hash of what is in it: another content is another object. @default false */
  readonly contentNamed?: boolean;
  /** Holds data: never delete or replace it unasked. @default false */
  readonly protect?: boolean;
  /** JSON pointers of fields that another controller owns. @default - none */
  readonly ownedElsewhere?: readonly string[];
}

/** One object of the program with its way back to the declaration. */
export interface RenderedObject {
  /** Environment and construct path, e.g. `prod/shop/Storefront/Service`. */
  readonly path: string;
  /** The path that it had before a construct was renamed. @default - it was never renamed */
  readonly formerPath?: string;
  /** The chart's id: one application, one folder. */
  readonly app: string;
  /** File relative to the output folder, e.g. `prod/shop/service.storefront.yaml`. */
  readonly file: string;
  readonly manifest: Manifest;
  readonly hints: Hints;
  /** Paths of what must be there before this one: objects, or constructs with everything below them. */
  readonly dependsOn: readonly string[];
  /** Reasons of the changes made by hand with `patch`. */
  readonly patches: readonly string[];
  /** `file:line` of the declaration, where it is known. */
  readonly source?: string;
}

/** A generated file that is not a Kubernetes object. */
export interface RenderedFile {
  readonly path: string;
  readonly file: string;
  readonly text: string;
}

/** An object that the program uses and somebody else makes. */
export interface Declared {
  readonly kind:
    "Secret" | "ConfigMap" | "PersistentVolumeClaim" | "ServiceAccount" | "Gateway" | "Service" | "ClusterRole";
  /** Without meaning for a ClusterRole. */
  readonly namespace: string;
  readonly name: string;
}

/** An endpoint outside of the program that one of its programs needs. */
export interface RenderedExternal {
  /** Name of the program's objects. */
  readonly program: string;
  /** The program's chart. */
  readonly app: string;
  readonly name: string;
  readonly host: string;
  readonly port: number;
  readonly protocol: "TCP" | "UDP";
  /** What answers there; nothing where only the endpoint is known. */
  readonly backing: Backing | undefined;
}

/** Everything an exporter may read; a plain value. */
export interface Rendered {
  readonly environment: string;
  readonly stage: Stage;
  /** In an order in which they can be applied one by one. */
  readonly objects: readonly RenderedObject[];
  readonly files: readonly RenderedFile[];
  /** The images that are built for it, in order of their names. */
  readonly images: readonly ImagePlan[];
  /** What exists outside of the program, by declaration. */
  readonly declared: readonly Declared[];
  /** What its programs need from outside, in order of app, program and name. */
  readonly externals: readonly RenderedExternal[];
  /** What only `pulumi up` knows; the objects hold its texts. */
  readonly later: readonly LaterValue[];
  /** Not empty: the program is refused and nothing may be written. */
  readonly problems: readonly Problem[];
}
