import type { Construct, IConstruct } from "constructs";
import { refuse } from "../../lib/errors";
import type { Environment } from "../../lib/environment";
import type { Images } from "../../lib/image-lock";
import { Wiring } from "./wiring";

const ENVIRONMENT = "gantry.environment";
const WIRING = "gantry.wiring";
const IMAGES = "gantry.images";

/** Makes a construct the root of a program: what is below it finds the environment, the images that were built, and its own wiring. */
export function openProgram(root: Construct, environment: Environment, images?: Images): Wiring {
  const wiring = new Wiring();
  root.node.setContext(ENVIRONMENT, environment);
  root.node.setContext(WIRING, wiring);
  root.node.setContext(IMAGES, images ?? null);
  return wiring;
}

/** The images that were built, where the program knows of any, or who builds them. @throws ValidationError outside of a GantryApp. */
export function imagesOf(construct: IConstruct): Images | null {
  return find(construct, IMAGES) as Images | null;
}

/** The environment that a construct is declared for. @throws ValidationError outside of a GantryApp. */
export function environmentOf(construct: IConstruct): Environment {
  return find(construct, ENVIRONMENT) as Environment;
}

/** Who calls whom in the program of a construct. @throws ValidationError outside of a GantryApp. */
export function wiringOf(construct: IConstruct): Wiring {
  return find(construct, WIRING) as Wiring;
}

function find(construct: IConstruct, key: string): unknown {
  const found: unknown = construct.node.tryGetContext(key);
  if (found !== undefined) return found;
  const got = `${construct.node.path || "a construct"} in an app without an environment`;
  return refuse(
    { code: "no-environment", got, allowed: "a tree below a GantryApp", fix: "new GantryApp({ environment })" },
    find,
  );
}
