import type { Construct, IConstruct } from "constructs";
import { refuse } from "../../lib/errors";
import type { Environment } from "../../lib/environment";
import { Wiring } from "./wiring";

const ENVIRONMENT = "gantry.environment";
const WIRING = "gantry.wiring";

/** Makes a construct the root of a program: what is below it finds the environment and its own wiring. */
export function openProgram(root: Construct, environment: Environment): Wiring {
  const wiring = new Wiring();
  root.node.setContext(ENVIRONMENT, environment);
  root.node.setContext(WIRING, wiring);
  return wiring;
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
