import { readImageLock, run } from "gantry-cdk";
import { environments } from "./environments";
import { readModules } from "./modules";
import { shop } from "./shop";

run(programs, {
  args: process.argv.slice(2),
  outdir: "dist",
  docker: "docker",
  local: "dev",
  host: "test",
  // The cdk8s command names the folder that it reads; ours is dist/.
  mirror: process.env["CDK8S_OUTDIR"],
});

function programs() {
  const [modules, images] = [readModules(), readImageLock()];
  return Object.values(environments).map((environment) => shop(environment, modules, images));
}
