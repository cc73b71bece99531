import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AlertDeliveryProps } from "../../../../app";
import { AlertDelivery } from "../../../../app";
import { environment, render } from "../../../support/program";
import { selfSigned } from "../../plane/certificate";
import { configured } from "./declared";
import { Inbox } from "./inbox";
import { Mailbox } from "./mailbox";
import { Operator } from "./operator";
import { Alertmanager } from "./server";

/** The two ways in which a delivery is rendered. */
export const RENDERINGS = ["alertmanager.yml", "AlertmanagerConfig"] as const;

/** An Alertmanager and those whom it tells, all on loopback. */
export class Running {
  private constructor(
    readonly alertmanager: Alertmanager,
    readonly inbox: Inbox,
    readonly mailbox: Mailbox,
    private readonly folder: string,
  ) {}

  /**
   * Starts an Alertmanager with what one way of rendering makes of a declaration. The secret of a receiver is its path at the inbox; or what `secrets`
   * says.
   */
  static async start(
    rendering: (typeof RENDERINGS)[number],
    declare: (mailPort: number) => AlertDeliveryProps,
    secrets: Readonly<Record<string, string>>,
  ): Promise<Running> {
    const certified = selfSigned("localhost");
    const [inbox, mailbox] = await Promise.all([Inbox.open(), Mailbox.open(certified)]);
    const props = declare(mailbox.port);
    const names = Object.keys(props.receivers);
    const all = { ...Object.fromEntries(names.map((name) => [name, `${inbox.url}/${name}`])), ...secrets };
    const folder = mkdtempSync(join(tmpdir(), "gantry-mail-"));
    writeFileSync(join(folder, "ca.crt"), certified.certificate);
    const global = {
      pagerduty_url: `${inbox.url}/pagerduty`,
      wechat_api_url: `${inbox.url}/cgi-bin/`,
      smtp_tls_config: { ca_file: join(folder, "ca.crt") },
    };
    const text = rendering === "alertmanager.yml" ? configured(props).text : await throughOperator(props, all);
    return new Running(await Alertmanager.start(text, all, global), inbox, mailbox, folder);
  }

  async stop(): Promise<void> {
    await this.alertmanager.stop();
    await Promise.all([this.inbox.close(), this.mailbox.close()]);
    rmSync(this.folder, { recursive: true });
  }
}

/** What the operator makes of the AlertmanagerConfig. */
async function throughOperator(props: AlertDeliveryProps, secrets: Readonly<Record<string, string>>): Promise<string> {
  const operator = await Operator.start();
  try {
    const { objects } = render(
      (chart) => new AlertDelivery(chart, "Alerts", props),
      environment({ installed: ["prometheus-operator"] }),
    );
    const metadata = { name: "alerts", namespace: "shop" };
    const keys = { apiVersion: "v1", kind: "Secret", metadata, stringData: secrets };
    await operator.apply(...objects.map(({ manifest }) => manifest), keys);
    return await operator.configuration("main", "shop", `shop/alerts/${props.default}`, "OnNamespace");
  } finally {
    await operator.stop();
  }
}
