import type { Fault } from "./mutate";
import { OBJECT_FAULTS } from "./object-faults";
import { PROGRAM_FAULTS } from "./program-faults";
import { REFERENCE_FAULTS } from "./reference-faults";
import { NAME_FAULTS } from "./server-name-faults";
import { TRAFFIC_FAULTS } from "./server-network-faults";
import { WORKLOAD_FAULTS } from "./server-pod-faults";

/** Every row that breaks a rule. */
export const FAULTS: readonly Fault[] = [
  ...PROGRAM_FAULTS,
  ...REFERENCE_FAULTS,
  ...OBJECT_FAULTS,
  ...NAME_FAULTS,
  ...WORKLOAD_FAULTS,
  ...TRAFFIC_FAULTS,
];
