/** A process that starts a control plane, prints its folder, and dies of an uncaught error when something comes in. */
import { controlPlane } from "../control-plane";

class Uncaught extends Error {}

void controlPlane().then(({ folder }) => {
  process.stdin.once("data", () => {
    throw new Uncaught("as asked");
  });
  console.log(folder);
});
