import type { Images } from "gantry-cdk";
import { AppChart, GantryApp } from "gantry-cdk";
import { dailyReport } from "./daily-report";
import type { ShopEnvironment } from "./environments";
import { mailer } from "./mailer";
import type { Modules } from "./modules";
import { pricing } from "./pricing";
import { storefront } from "./storefront";

/** The example shop in one environment, with the images that were built for it. */
export function shop(environment: ShopEnvironment, modules: Modules, images: Images): GantryApp {
  const app = new GantryApp({ environment, images });
  const chart = new AppChart(app, "shop", {
    team: "shop",
    email: "shop-team@example.test",
    runbooks: "https://wiki.example.test/shop",
  });
  storefront(chart, environment, modules.storefront, pricing(chart, environment, modules.pricing));
  mailer(chart, environment, modules.mailer);
  dailyReport(chart, environment, modules.dailyReport);
  return app;
}
