import { OptOut } from "../opt-out";

/** Mail that anybody between Alertmanager and the mail server can read and change. */
export class SmtpTls extends OptOut {
  /** For a relay without TLS; it can't ask for a password then. @throws ValidationError without a reason */
  static off(reason: string): SmtpTls {
    return new SmtpTls(reason, SmtpTls.off);
  }
}
