import type { Complaint } from "../errors";
import type { Field, FieldTable, FieldType } from "../fields";
import { list, text, unit, value } from "../fields";
import { dnsSubdomain } from "../names";
import { SecretRef } from "../secret-ref";
import { show } from "../show";
import { Duration } from "../units";
import { SmtpTls } from "./smtp-tls";
import { unshown } from "./unshown";

/** How long a request may take where nobody says. */
export const TIMEOUT = Duration.seconds(10);

const SECRET = unshown(
  SecretRef,
  "a reference: whoever has it can write to your people, and output files are kept in Git",
  'env.secret("alerts/robot-url"), or SecretRef.existing("name", "key")',
);

const phone = matched(
  "phone-number",
  /^(?:\+?[0-9]{5,15}|@all)$/,
  "a phone number, digits only, or @all",
  "13800001111",
);
const address = matched(
  "email",
  /^[\w!#$%&'*+/=?^`|~-]+(?:\.[\w!#$%&'*+/=?^`|~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/,
  "an e-mail address",
  "shop-oncall@example.test",
);
const member = matched("wecom-id", /^[\w.@-]{1,64}$/, "an id of WeCom: letters, digits and . _ @ -", "zhangsan");
const number = matched("wecom-id", /^[0-9]{1,20}$/, "a number, as text", "1000002");
const account = matched("smtp-user", /^[!-~]{1,256}$/, "the name of an account, without blanks", "alerts");

function secret(doc: string): Field<SecretRef> {
  return { type: SECRET, required: true, doc };
}

export interface RobotFields {
  readonly url: SecretRef;
  readonly mention: readonly string[] | undefined;
}

/** A group robot that can call people by their phone numbers. */
export const ROBOT: FieldTable<RobotFields> = {
  url: secret("the robot's address with its key"),
  mention: { type: list(phone, 100, 1), otherwise: "nobody", doc: "whom it calls" },
};

export const ADDRESS_ONLY: FieldTable<{ readonly url: SecretRef }> = { url: secret("the address with its key") };

export const PAGER_DUTY: FieldTable<{ readonly key: SecretRef }> = {
  key: secret("the integration key of a service, Events API v2"),
};

export interface WebhookFields {
  readonly url: SecretRef;
  readonly timeout: Duration;
}

export const WEBHOOK: FieldTable<WebhookFields> = {
  url: secret("where the alerts are sent"),
  timeout: {
    type: unit(Duration, { name: "duration", min: Duration.millis(100), max: Duration.minutes(10) }),
    default: TIMEOUT,
    doc: "how long a request may take",
  },
};

export interface WeComAppFields {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: SecretRef;
  readonly users: readonly string[];
  readonly parties: readonly string[];
  readonly tags: readonly string[];
}

export const WECOM_APP: FieldTable<WeComAppFields> = {
  corpId: { type: member, required: true, doc: "the id of the company" },
  agentId: { type: number, required: true, doc: "the id of the application" },
  secret: secret("the application's secret"),
  users: { type: list(member, 1000), default: [], doc: "ids of members, or @all" },
  parties: { type: list(number, 100), default: [], doc: "ids of departments" },
  tags: { type: list(number, 100), default: [], doc: "ids of tags" },
};

export interface MailFields {
  readonly to: readonly string[];
  readonly from: string;
  readonly server: string;
  readonly user: string | undefined;
  readonly password: SecretRef | undefined;
  readonly tls: SmtpTls | undefined;
}

export const MAIL: FieldTable<MailFields> = {
  to: { type: list(address, 50, 1), required: true, doc: "who gets it" },
  from: { type: address, required: true, doc: "who sends it" },
  server: { type: text("host:port", server, ["smtp.example.test:587"]), required: true, doc: "the mail server" },
  user: { type: account, otherwise: "no login", doc: "the account that sends" },
  password: { type: SECRET, otherwise: "no login", doc: "its password" },
  tls: {
    type: value<SmtpTls>("SmtpTls.off(reason), or nothing", SmtpTls),
    otherwise: "TLS is required",
    doc: "opts out of encryption",
  },
};

function matched(code: string, pattern: RegExp, allowed: string, example: string): FieldType<string> {
  const check = (given: string): Complaint | undefined =>
    pattern.test(given) ? undefined : { code, got: show(given), allowed, fix: `e.g. ${show(example)}` };
  return text(allowed, check, [example]);
}

function server(given: string): Complaint | undefined {
  const [, host = "", port = ""] = /^(.*):([0-9]{1,5})$/.exec(given) ?? [];
  if (dnsSubdomain(host) === undefined && Number(port) >= 1 && Number(port) <= 65535) return undefined;
  const allowed = "the host and port of a mail server, without a scheme";
  return { code: "mail-server", got: show(given), allowed, fix: 'e.g. "smtp.example.test:587"' };
}
