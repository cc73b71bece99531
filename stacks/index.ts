import { readImageLock } from "gantry-cdk";
import { GantryChart, GantryStack, Setting } from "gantry-cdk/pulumi";
import { environments } from "./environments";
import { readModules } from "./modules";
import { shop } from "./shop";

const { environment, provider, settings } = GantryStack.of(environments, {
  settings: { images: Setting.choice("lock", "on-up").default("lock") },
});
const images = settings.images === "lock" ? readImageLock() : settings.images;
const app = shop(environment, readModules(), images);

const chart = new GantryChart("shop", { app }, { provider });
export const { urls } = chart;
export const deployed = chart.images;
