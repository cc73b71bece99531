import type { AppChart, ImageLock } from "gantry-cdk";
import { External, GoWorker, Resources } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** Sends the mails that the storefront leaves in its database. */
export function mailer(chart: AppChart, env: ShopEnvironment, images: ImageLock): GoWorker {
  const { host, cidr } = env.ordersDatabase;
  return new GoWorker(chart, "Mailer", {
    image: images.image(env, "mailer"),
    resources: Resources.small,
    config: { LOG_LEVEL: env.logLevel, SMTP_ADDR: `${env.mailServer}:587` },
    secrets: { DATABASE_URL: env.secret("mailer/database-url") },
    needs: [External.tcp("orders-db", host, 5432, { cidrs: [cidr] }), External.tcp("mail", env.mailServer, 587)],
    scaling: { min: 2, max: 4 },
    shutdown: { by: "program" },
  });
}
