// In one process: LAYERS layers of four objects, each of which depends on all four of the layer before.
import { ApiObject, Chart } from "cdk8s";
import { Environment, GantryApp } from "gantry-cdk";
import { timed } from "./timed";

const app = new GantryApp({ environment: Environment.of("prod", { stage: "production", kubernetes: "1.35" }) });
const chart = new Chart(app, "app", { namespace: "app" });
let before: ApiObject[] = [];
for (let layer = 0; layer < Number(process.env["LAYERS"]); layer++) {
  const made = [0, 1, 2, 3].map(
    (index) =>
      new ApiObject(chart, `l${layer}-${index}`, {
        apiVersion: "v1",
        kind: "ServiceAccount",
        metadata: { name: `l${layer}-${index}` },
      }),
  );
  for (const object of made) object.addDependency(...before);
  before = made;
}
console.log(JSON.stringify({ ours: timed(() => app.render()) }));
