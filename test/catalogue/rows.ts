import type { Row } from "./row";
import { CONTAINERS } from "./rows/containers";
import { DATA } from "./rows/data";
import { IMAGES_AND_PORTS } from "./rows/images-and-ports";
import { NAMES } from "./rows/names";
import { NETWORK } from "./rows/network";
import { OUTPUT } from "./rows/output";
import { PODS } from "./rows/pods";
import { SCALING } from "./rows/scaling";
import { SECRETS_AND_AMOUNTS } from "./rows/secrets-and-amounts";
import { VALUES } from "./rows/values";

/** Every entry of the catalogue of bad input, in order. */
export const ROWS: readonly Row[] = [
  ...NAMES,
  ...DATA,
  ...VALUES,
  ...IMAGES_AND_PORTS,
  ...CONTAINERS,
  ...SECRETS_AND_AMOUNTS,
  ...SCALING,
  ...PODS,
  ...NETWORK,
  ...OUTPUT,
];
