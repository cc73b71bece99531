import type { Above } from "../call-site";
import { refuseAll } from "../errors";
import type { FieldTable, Finding } from "../fields";
import { readFields } from "../fields";
import type { SecretRef } from "../secret-ref";
import type { Duration, DurationLike } from "../units";
import type { Integration } from "./integration";
import { ONE_LINE, PLAIN, RUNBOOK, SLACK_TEXT, SLACK_TITLE, SUBJECT, cut, dict, json, texts } from "./message";
import type { MailFields, WeComAppFields } from "./receiver-fields";
import { ADDRESS_ONLY, MAIL, PAGER_DUTY, ROBOT, TIMEOUT, WEBHOOK, WECOM_APP } from "./receiver-fields";
import type { SmtpTls } from "./smtp-tls";

/** Characters of a message of WeCom, which takes 2,048 bytes: four for each at most. */
const WECOM_MOST = 512;
/** Characters of a message of DingTalk or Feishu, which take bodies of 20 kB: six bytes for each at most, as `\u003c`. */
const MOST = 3000;

const EVENT = {
  description: ONE_LINE,
  severity: '{{ if eq .CommonLabels.severity "page" }}critical{{ else }}warning{{ end }}',
  source: "{{ .CommonLabels.namespace }}/{{ .CommonLabels.service }}",
  class: "{{ .CommonLabels.alertname }}",
  component: "{{ .CommonLabels.service }}",
  group: "{{ .CommonLabels.namespace }}",
};

/** A robot in a group of a messenger. */
export interface RobotOptions {
  /** The robot's address: it holds the key. */
  readonly url: SecretRef;
  /** Phone numbers of those whom every message calls, or "@all". @default - nobody */
  readonly mention?: readonly string[];
}

/** An application of WeCom; it needs at least one of `users`, `parties` and `tags`. */
export interface WeComAppOptions {
  readonly corpId: string;
  readonly agentId: string;
  readonly secret: SecretRef;
  /** Ids of members, or "@all". @default [] */
  readonly users?: readonly string[];
  /** Ids of departments. @default [] */
  readonly parties?: readonly string[];
  /** Ids of tags. @default [] */
  readonly tags?: readonly string[];
}

/** Mail by SMTP. */
export interface MailOptions {
  readonly to: readonly string[];
  readonly from: string;
  /** `host:port`; port 465 is TLS from the start, others begin with STARTTLS. */
  readonly server: string;
  /** The account that sends; with `password` only. @default - no login */
  readonly user?: string;
  /** @default - no login */
  readonly password?: SecretRef;
  /** `SmtpTls.off(reason)` for a relay without TLS. @default - TLS is required */
  readonly tls?: SmtpTls;
}

/**
 * Somebody, or something, that alerts are sent to. Secrets are references: Alertmanager reads them from files, or the operator from Secrets.
 * Every message says which alert it is, its severity, namespace, service and team, what goes on, and where its runbook is.
 */
export class Receiver {
  private constructor(
    readonly integration: Integration,
    readonly secret: SecretRef | undefined,
    /** Why mail is not encrypted. */
    readonly tls?: SmtpTls,
  ) {
    Object.freeze(this);
  }

  /** How long a request may take, where it is limited. */
  get timeout(): Duration | undefined {
    return "timeout" in this.integration ? this.integration.timeout : undefined;
  }

  /**
   * A group robot of WeCom: a text of at most 512 characters, the most that surely are 2,048 bytes. Alertmanager takes the robot's answer to a wrong
   * key (200, errcode 93000) for success.
   * @see https://developer.work.weixin.qq.com/document/path/91770
   * @throws ValidationError
   * @example Receiver.weComRobot({ url: env.secret("alerts/robot-url"), mention: ["13800001111"] })
   */
  static weComRobot(options: RobotOptions): Receiver {
    const { url, mention = [] } = read(options, ROBOT, Receiver.weComRobot);
    const body = (text: string) =>
      dict({
        msgtype: '"text"',
        text: dict({ content: text, ...(mention.length > 0 && { mentioned_mobile_list: texts(mention) }) }),
      });
    return Receiver.robot(url, json(WECOM_MOST, body));
  }

  /**
   * An application of WeCom: a text of at most 512 characters to members, departments and tags. Errors of WeCom are errors of Alertmanager.
   * @throws ValidationError
   */
  static weComApp(options: WeComAppOptions): Receiver {
    const { secret, ...app } = read(options, WECOM_APP, Receiver.weComApp, addressees);
    return new Receiver({ kind: "wecom-app", ...app, message: cut(WECOM_MOST) }, secret);
  }

  /**
   * A custom robot of DingTalk: a text of at most 3,000 characters. Alertmanager can't sign: choose the security setting "keyword" with the word
   * Alert, which every message begins with, or the addresses of the cluster.
   * @see https://open.dingtalk.com/document/robots/custom-robot-access
   * @throws ValidationError
   */
  static dingTalkRobot(options: RobotOptions): Receiver {
    const { url, mention = [] } = read(options, ROBOT, Receiver.dingTalkRobot);
    const phones = mention.filter((one) => one !== "@all");
    const called = phones.map((one) => `@${one}`).join(" ");
    const at = {
      ...(phones.length > 0 && { atMobiles: texts(phones) }),
      ...(phones.length < mention.length && { isAtAll: "true" }),
    };
    const body = (text: string) =>
      dict({
        msgtype: '"text"',
        text: dict({ content: called ? `(printf "%s\\n${called}" ${text})` : text }),
        ...(mention.length > 0 && { at: dict(at) }),
      });
    return Receiver.robot(url, json(MOST, body));
  }

  /**
   * A custom robot of Feishu or Lark: a text of at most 3,000 characters. Alertmanager can't sign: choose the security setting "keyword" with the word
   * Alert, which every message begins with, or the addresses of the cluster.
   * @see https://open.feishu.cn/document/client-docs/bot-v3/add-custom-bot
   * @throws ValidationError
   */
  static feishuRobot(options: { readonly url: SecretRef }): Receiver {
    const { url } = read(options, ADDRESS_ONLY, Receiver.feishuRobot);
    return Receiver.robot(
      url,
      json(MOST, (text) => dict({ msg_type: '"text"', content: dict({ text }) })),
    );
  }

  /** An incoming webhook of Slack, which has its channel. @throws ValidationError */
  static slack(options: { readonly url: SecretRef }): Receiver {
    const { url } = read(options, ADDRESS_ONLY, Receiver.slack);
    return new Receiver({ kind: "slack", title: SLACK_TITLE, link: RUNBOOK, text: SLACK_TEXT, timeout: TIMEOUT }, url);
  }

  /** A service of PagerDuty: a page is critical there, anything else a warning. @throws ValidationError */
  static pagerDuty(options: { readonly key: SecretRef }): Receiver {
    const { key } = read(options, PAGER_DUTY, Receiver.pagerDuty);
    return new Receiver({ kind: "pagerduty", event: EVENT, link: RUNBOOK, timeout: TIMEOUT }, key);
  }

  /** Mail, as plain text. @throws ValidationError */
  static mail(options: MailOptions): Receiver {
    const { password, tls, ...mail } = read(options, MAIL, Receiver.mail, login);
    return new Receiver(
      { kind: "mail", ...mail, isEncrypted: tls === undefined, subject: SUBJECT, text: PLAIN },
      password,
      tls,
    );
  }

  /**
   * Your own program: Alertmanager's documented body, version 4.
   * @param options.timeout how long a request may take; shorter than the `interval` of pages and tickets. @default "10s"
   * @see https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
   * @throws ValidationError
   */
  static webhook(options: { readonly url: SecretRef; readonly timeout?: DurationLike }): Receiver {
    const { url, timeout } = read(options, WEBHOOK, Receiver.webhook);
    return new Receiver({ kind: "webhook", payload: undefined, timeout }, url);
  }

  private static robot(url: SecretRef, payload: string): Receiver {
    return new Receiver({ kind: "webhook", payload, timeout: TIMEOUT }, url);
  }
}

/** The options of a receiver; everything that is wrong with them is refused at the caller's line. Rules ask only what could be read. */
function read<T extends object>(
  options: object,
  table: FieldTable<T>,
  above: Above,
  rules: (values: T) => readonly Finding[] = () => [],
): T {
  const { values, findings } = readFields(options, table);
  const all = findings.length > 0 ? findings : rules(values as T);
  if (all.length === 0) return values as T;
  return refuseAll(
    all.map((finding) => ({ ...finding, path: "" })),
    above,
  );
}

function addressees({ users, parties, tags }: WeComAppFields): Finding[] {
  if ([users, parties, tags].some(({ length }) => length > 0)) return [];
  const allowed = "at least one of users, parties and tags: the message goes to nobody else";
  return [{ code: "required", field: "users", got: "nobody", allowed, fix: 'users: ["@all"]' }];
}

function login({ user, password, tls }: MailFields): Finding[] {
  if (password && tls) {
    const allowed = "no login: without TLS everybody on the way could read the password";
    const got = "a password, and SmtpTls.off(…)";
    return [{ code: "smtp-login", field: "tls", got, allowed, fix: "leave tls out, or user and password" }];
  }
  if ((user === undefined) === (password === undefined)) return [];
  const [field, other] = user === undefined ? ["user", "password"] : ["password", "user"];
  const allowed = "both user and password, or neither";
  return [{ code: "smtp-login", field, got: `only ${other}`, allowed, fix: `add ${field}, or remove ${other}` }];
}
