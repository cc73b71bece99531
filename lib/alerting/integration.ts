import type { Duration } from "../units";

/** A request with JSON to the address in the secret. */
export interface Webhook {
  readonly kind: "webhook";
  /** Template of the JSON; nothing for the body that Alertmanager documents. */
  readonly payload: string | undefined;
  /** How long a request may take. */
  readonly timeout: Duration;
}

/** A message of a WeCom application; the secret is the application's. */
export interface WeComApp {
  readonly kind: "wecom-app";
  readonly corpId: string;
  readonly agentId: string;
  readonly users: readonly string[];
  readonly parties: readonly string[];
  readonly tags: readonly string[];
  readonly message: string;
}

/** An incoming webhook of Slack; the secret is its address. */
export interface Slack {
  readonly kind: "slack";
  readonly title: string;
  readonly link: string;
  readonly text: string;
  readonly timeout: Duration;
}

/** An event of PagerDuty's Events API v2; the secret is the integration's key. */
export interface PagerDuty {
  readonly kind: "pagerduty";
  readonly event: PagerDutyEvent;
  readonly link: string;
  readonly timeout: Duration;
}

/** @see https://developer.pagerduty.com/docs/send-alert-event */
export interface PagerDutyEvent {
  readonly description: string;
  readonly severity: string;
  readonly source: string;
  readonly class: string;
  readonly component: string;
  readonly group: string;
}

/** Mail by SMTP; the secret is the password, if there is one. */
export interface Mail {
  readonly kind: "mail";
  readonly to: readonly string[];
  readonly from: string;
  /** `host:port`. */
  readonly server: string;
  readonly user: string | undefined;
  readonly isEncrypted: boolean;
  readonly subject: string;
  readonly text: string;
}

/** What Alertmanager does with a group of alerts. Texts are templates of Alertmanager. */
export type Integration = Webhook | WeComApp | Slack | PagerDuty | Mail;
