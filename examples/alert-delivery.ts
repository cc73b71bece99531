import { AlertDelivery, AppChart, Environment, GantryApp, Receiver, SmtpTls } from "gantry-cdk";

// Who is told when something is wrong: pages wake the person on call, everything else goes to a group chat.
const environment = Environment.of("prod", { stage: "production", kubernetes: "1.35" });

export const app = new GantryApp({ environment });
const chart = new AppChart(app, "alerting", { team: "platform", email: "platform@example.test" });

new AlertDelivery(chart, "Alerts", {
  receivers: {
    oncall: Receiver.pagerDuty({ key: environment.secret("alerts/pagerduty-key") }),
    chat: Receiver.weComRobot({ url: environment.secret("alerts/robot-url"), mention: ["13800001111"] }),
    shop: Receiver.mail({
      to: ["shop-team@example.test"],
      from: "alerts@example.test",
      server: "relay.mail.svc.cluster.local:25",
      tls: SmtpTls.off("a relay inside of the cluster, which encrypts on its way out"),
    }),
    heartbeat: Receiver.webhook({ url: environment.secret("alerts/heartbeat-url"), timeout: "5s" }),
  },
  default: "chat",
  routes: [
    { severity: "page", receiver: "oncall" },
    { team: "shop", receiver: "shop" },
  ],
  pages: { repeat: "30m" },
  // Rings somewhere else when it stays away, e.g. at a service that expects a call every five minutes.
  watchdog: { receiver: "heartbeat" },
});
