import { readImageLock, run } from "gantry-cdk";
import { environments } from "./environments";
import { shop } from "./shop";

// The cdk8s command names the folder that it reads; ours is dist/.
run(() => Object.values(environments).map((environment) => shop(environment, readImageLock())), {
  outdir: "dist",
  mirror: process.env["CDK8S_OUTDIR"],
});
