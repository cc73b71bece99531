import type { ImageLock } from "gantry-cdk";
import { AppChart, GantryApp } from "gantry-cdk";
import { dailyReport } from "./daily-report";
import type { ShopEnvironment } from "./environments";
import { mailer } from "./mailer";
import { pricing } from "./pricing";
import { storefront } from "./storefront";

/** The example shop in one environment. */
export function shop(environment: ShopEnvironment, images: ImageLock): GantryApp {
  const app = new GantryApp({ environment });
  const chart = new AppChart(app, "shop", { team: "shop", email: "shop-team@example.test" });
  storefront(chart, environment, images, pricing(chart, environment, images));
  mailer(chart, environment, images);
  dailyReport(chart, environment, images);
  return app;
}
