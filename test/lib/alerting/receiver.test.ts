import { describe, expect, it } from "@jest/globals";
import { Receiver, SecretRef, SmtpTls, ValidationError } from "../../../app";
import type { MailOptions } from "../../../app";

const url = SecretRef.existing("alerts", "url");
const LITERAL = "https://hooks.example.test/send?key=693a91f6";
const app = { corpId: "ww1", agentId: "1000002", secret: url };

function refusal(make: () => unknown): ValidationError {
  try {
    make();
  } catch (error) {
    if (error instanceof ValidationError) return error;
    throw error;
  }
  return new ValidationError([]);
}

const codes = (make: () => unknown) => refusal(make).problems.map(({ code, field }) => `${code} ${field}`.trim());

function mail(options: Partial<Record<keyof MailOptions, unknown>>): Receiver {
  const whole = { to: ["shop@example.test"], from: "alerts@example.test", server: "smtp.example.test:587", ...options };
  return Receiver.mail(whole as MailOptions);
}

describe("a receiver", () => {
  it.each<[string, () => unknown, readonly string[]]>([
    ["an address that is a literal", () => Receiver.weComRobot({ url: LITERAL as never }), ["literal-secret url"]],
    ["a key that is a literal", () => Receiver.pagerDuty({ key: "r0uting" as never }), ["literal-secret key"]],
    ["a password that is a literal", () => mail({ user: "a", password: "pa55" }), ["literal-secret password"]],
    ["a secret that is none of ours", () => Receiver.slack({ url: { url: LITERAL } as never }), ["wrong-type url"]],
    ["no address", () => Receiver.feishuRobot({} as never), ["required url"]],
    ["nobody to mention", () => Receiver.weComRobot({ url, mention: [] }), ["too-few mention"]],
    ["a name to mention", () => Receiver.dingTalkRobot({ url, mention: ["zhang"] }), ["phone-number mention[0]"]],
    ["a template to mention", () => Receiver.weComRobot({ url, mention: ["{{ . }}"] }), ["phone-number mention[0]"]],
    ["a timeout without a unit", () => Receiver.webhook({ url, timeout: "5" as never }), ["duration-grammar timeout"]],
    ["no time at all", () => Receiver.webhook({ url, timeout: "0s" }), ["out-of-range timeout"]],
    ["an application that tells nobody", () => Receiver.weComApp(app), ["required users"]],
    [
      "an application whose id is a name",
      () => Receiver.weComApp({ ...app, agentId: "shop", tags: ["1"] }),
      ["wecom-id agentId"],
    ],
    ["a member with a blank", () => Receiver.weComApp({ ...app, users: ["li si"] }), ["wecom-id users[0]"]],
    ["mail to nobody", () => mail({ to: [] }), ["too-few to"]],
    ["mail to a name", () => mail({ to: ["shop"] }), ["email to[0]"]],
    ["mail to a name and an address", () => mail({ to: ["Shop <shop@example.test>"] }), ["email to[0]"]],
    ["mail to a template", () => mail({ to: ["{{.x}}@example.test"] }), ["email to[0]"]],
    ["mail to two addresses in one", () => mail({ to: ["a@example.test,b@example.test"] }), ["email to[0]"]],
    ["mail to an address with two dots", () => mail({ to: ["a..b@example.test"] }), ["email to[0]"]],
    ["mail from nobody", () => mail({ from: undefined }), ["required from"]],
    ["a mail server without a port", () => mail({ server: "smtp.example.test" }), ["mail-server server"]],
    ["a mail server with a scheme", () => mail({ server: "smtp://smtp.example.test:25" }), ["mail-server server"]],
    ["a mail server at port 0", () => mail({ server: "smtp.example.test:0" }), ["mail-server server"]],
    ["a mail server beyond the ports", () => mail({ server: "smtp.example.test:65536" }), ["mail-server server"]],
    ["a user without a password", () => mail({ user: "alerts" }), ["smtp-login password"]],
    ["a password without a user", () => mail({ password: url }), ["smtp-login user"]],
    [
      "a password without TLS",
      () => mail({ user: "a", password: url, tls: SmtpTls.off("a relay") }),
      ["smtp-login tls"],
    ],
    ["a user with a blank", () => mail({ user: "a lerts", password: url }), ["smtp-user user"]],
    [
      "a number to mention with more in front",
      () => Receiver.weComRobot({ url, mention: ["x13800001111"] }),
      ["phone-number mention[0]"],
    ],
    [
      "a number to mention with more behind",
      () => Receiver.weComRobot({ url, mention: ["13800001111x"] }),
      ["phone-number mention[0]"],
    ],
    [
      "a department with a letter in front",
      () => Receiver.weComApp({ ...app, parties: ["x7"] }),
      ["wecom-id parties[0]"],
    ],
    ["a tag with a letter behind", () => Receiver.weComApp({ ...app, tags: ["7x"] }), ["wecom-id tags[0]"]],
    [
      "an application without ids",
      () => Receiver.weComApp({ secret: url, tags: ["7"] } as never),
      ["required corpId", "required agentId"],
    ],
    ["mail without anything", () => Receiver.mail({} as never), ["required to", "required from", "required server"]],
    ["a mail server with more behind", () => mail({ server: "smtp.example.test:25/" }), ["mail-server server"]],
    ["TLS switched off without a reason", () => SmtpTls.off(""), ["reason-missing"]],
    ["an option that is not there", () => Receiver.slack({ url, channel: "#shop" } as never), ["unknown-prop channel"]],
  ])("is refused with %s", (_, make, expected) => {
    expect(codes(make)).toEqual(expected);
  });

  it.each([
    ["in its place", () => Receiver.weComRobot({ url: LITERAL as never })],
    ["inside of something else", () => Receiver.weComRobot({ url: { href: LITERAL } as never })],
    ["in a list", () => Receiver.webhook({ url: [LITERAL] as never })],
  ])("does not tell a secret that somebody wrote %s", (_, make) => {
    expect(refusal(make).message).toContain("  url ");
    expect(refusal(make).message).not.toContain("693a91f6");
  });

  it("is refused at the line that made it", () => {
    expect(refusal(() => mail({ to: [] })).problems[0]!.source).toMatch(/receiver\.test\.ts:\d+$/);
  });

  it("can't be changed", () => {
    expect(Object.isFrozen(Receiver.slack({ url }))).toBe(true);
  });

  it("takes addresses, numbers and ports at their bounds", () => {
    const to = ["o'neil+pages@mail-1.example.test", "a.b_c@x"];
    expect(codes(() => mail({ to, server: "h:65535" }))).toEqual([]);
    expect(codes(() => mail({ server: "h:1" }))).toEqual([]);
    expect(codes(() => Receiver.weComRobot({ url, mention: ["+8613800001111", "@all"] }))).toEqual([]);
  });
});
