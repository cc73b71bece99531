import type { Input } from "./input";
import { CONTAINERS } from "./inputs/containers";
import { DATA } from "./inputs/data";
import { NETWORK } from "./inputs/network";
import { SCALING } from "./inputs/scaling";

/** Every input, by the numbers of the catalogue. */
export const INPUTS: readonly Input[] = [...DATA, ...CONTAINERS, ...SCALING, ...NETWORK].sort((a, b) => a.no - b.no);
