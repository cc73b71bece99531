export { policyPack } from "./policy-pack";
