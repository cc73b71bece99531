// The rules beside this file as a policy pack.
import { policyPack } from "gantry-cdk/policy";
import { byDigest } from "./rules";

policyPack("shop", [byDigest]);
