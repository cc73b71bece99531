import { isSecretText } from "../secret-text";
import { refuse } from "../errors";
import { SecretRef } from "../secret-ref";
import { show } from "../show";

type Method =
  | { readonly by: "token"; readonly token: SecretRef }
  | { readonly by: "password"; readonly user: string; readonly password: SecretRef }
  | { readonly by: "certificate"; readonly certificate: SecretRef; readonly key: SecretRef };

/** How a registry knows who pushes and pulls: references to secrets, never the secrets. */
export class RegistryCredentials {
  private constructor(readonly method: Method) {
    Object.freeze(this);
  }

  /**
   * A token that the registry takes without a user.
   * @throws ValidationError when it is no SecretRef.
   */
  static token(token: SecretRef): RegistryCredentials {
    checkReference("token", token, RegistryCredentials.token);
    return new RegistryCredentials({ by: "token", token });
  }

  /**
   * A user, also a robot such as `robot$shop+ci`, with a password or with a token in the place of one.
   * @throws ValidationError when the user is empty or has a colon (RFC 7617), or the password is no SecretRef.
   */
  static password(user: string, password: SecretRef): RegistryCredentials {
    checkUser(user);
    checkReference("password", password, RegistryCredentials.password);
    return new RegistryCredentials({ by: "password", user, password });
  }

  /**
   * A client certificate and its key, both PEM.
   * @throws ValidationError when one of them is no SecretRef.
   */
  static certificate(certificate: SecretRef, key: SecretRef): RegistryCredentials {
    checkReference("certificate", certificate, RegistryCredentials.certificate);
    checkReference("key", key, RegistryCredentials.certificate);
    return new RegistryCredentials({ by: "certificate", certificate, key });
  }
}

function checkUser(user: unknown): void {
  if (typeof user === "string" && /^[!-9;-~]{1,255}$/.test(user) && !isSecretText(user)) return;
  const got = typeof user === "string" && user.includes(":") ? 'a user "****" with a colon' : `user ${show(user)}`;
  const allowed = "a user of 1 to 255 printable ASCII characters without blanks and colons (RFC 7617)";
  refuse(
    { code: "registry-user", got, allowed, fix: "name the user; the password is a SecretRef of its own" },
    RegistryCredentials.password,
  );
}

/** What stands in the place of a reference may be the secret itself, so it is not shown. */
function checkReference(name: string, given: unknown, above: (...args: never[]) => RegistryCredentials): void {
  if (given instanceof SecretRef) return;
  const got = `${name}: ${typeof given === "string" ? '"****"' : show(given, name)}`;
  const fix = 'e.g. SecretRef.existing("registry", "password")';
  refuse({ code: "literal-credential", got, allowed: "a SecretRef: where the secret is, not the secret", fix }, above);
}
