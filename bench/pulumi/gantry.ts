// Registers OBJECTS objects as a chart of Gantry, and prints processor time and memory.
import * as kubernetes from "@pulumi/kubernetes";
import { Environment, GantryApp } from "gantry-cdk";
import { GantryChart } from "gantry-cdk/pulumi";
import { measured } from "./measured";
import { declareServices } from "./services";

void measured(() => {
  const app = new GantryApp({ environment: Environment.of("prod", { stage: "production", kubernetes: "1.35" }) });
  declareServices(app, Number(process.env["OBJECTS"]));
  const provider = new kubernetes.Provider("cluster", { context: "prod" });
  new GantryChart("shop", { app }, { provider });
});
