import type { AppChart, GoModule } from "gantry-cdk";
import { External, GoImage, GoWorker, Resources } from "gantry-cdk";
import type { ShopEnvironment } from "./environments";

/** Sends the mails that the storefront leaves in its database. */
export function mailer(chart: AppChart, env: ShopEnvironment, module: GoModule): GoWorker {
  const image = new GoImage(chart, "MailerImage", { module, registries: [env.registry] });
  const { host, cidr } = env.ordersDatabase;
  return new GoWorker(chart, "Mailer", {
    image,
    resources: Resources.small,
    config: { LOG_LEVEL: env.logLevel, SMTP_ADDR: `${env.mailServer}:587` },
    secrets: { DATABASE_URL: env.secret("mailer/database-url") },
    needs: [
      External.postgres("orders-db", host, { version: "17", url: "DATABASE_URL", cidrs: [cidr] }),
      External.tcp("mail", env.mailServer, 587),
    ],
    scaling: { min: 2, max: 4 },
    shutdown: { by: "program" },
  });
}
