const WORDS = [
  "[a-z]*(?:password|passwd|passphrase)",
  "pass|pwd|secret|token|credential|jwt|bearer",
  "(?:api|access|private)[-_]?key",
].join("|");
const SECRET_NAME = new RegExp(`(?:^|[^a-z])(?:${WORDS}|credentials)(?:$|[^a-z])`);
// In the plural as well: where a value is only shown or hidden, hiding the 4096 of MAX_TOKENS costs nothing.
const HIDDEN_NAME = new RegExp(`(?:^|[^a-z])(?:${WORDS})s?(?:$|[^a-z])`);

const PRIVATE_KEY = "-----BEGIN [A-Z ]*PRIVATE KEY-----[^]*";
const TOKENS = [
  "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b",
  "\\bgh[pousr]_[A-Za-z0-9]{36,}",
  "\\bglpat-[\\w-]{20,}",
  "\\bxox[abprs]-[\\w-]{10,}",
  "(?<![\\w-])eyJ[\\w-]{10,}\\.eyJ[\\w-]{10,}\\.[\\w-]*",
].join("|");
// What stands for a password that is put in later: $(NAME), ${NAME}, {NAME}, <password>, %s, ****.
const PLACEHOLDER = "(?:\\$?[({][^)}]*[)}]+|<[^>]*>|%[a-z]|\\*+)";
const URL_PASSWORD = `(?<=\\b[A-Za-z][A-Za-z0-9+.-]{0,30}://[^\\s:@/]{0,256}:)(?!${PLACEHOLDER}@)[^\\s/]+(?=@)`;

const SECRET_TEXT = new RegExp(`${PRIVATE_KEY}|${TOKENS}|${URL_PASSWORD}`);
// What all of these have in common; asked first, because it is asked of every text of every object.
const HINT = /:\/\/|KEY-|[KS]IA|gh[pousr]_|glpat|xox|eyJ/;
const SECRETS = new RegExp(SECRET_TEXT, "g");

function words(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}

/** Whether a name promises a secret, e.g. `DB_PASSWORD`, `apiToken`, `client-secret`. */
function isSecretName(name: string): boolean {
  return SECRET_NAME.test(words(name));
}

/** Whether a value of this name is never shown in a message: what promises a secret, or several, e.g. `secrets.DATABASE_URL`. */
export function isHidden(name: string): boolean {
  return HIDDEN_NAME.test(words(name));
}

/** Whether a text holds a secret by its own look: a private key, a token of a cloud or of Git, a URL with a password. */
export function isSecretText(text: string): boolean {
  return text.length > 8 && HINT.test(text) && SECRET_TEXT.test(text);
}

/** Whether a text is a secret: by its own look, or because the name of its variable says so. */
export function isSecret(name: string, text: string): boolean {
  return isSecretText(text) || (isSecretName(name) && !isPointer(name, text));
}

/** `TOKEN_FILE=/run/token`, `TOKEN_URL=https://…` and the empty string point to a secret or say that there is none. */
function isPointer(name: string, text: string): boolean {
  return text === "" || /(?:_|\.|-)(?:file|path|url|ttl|name|enabled)$/i.test(name);
}

/** The text with **** in the place of everything that `isSecretText` sees. */
export function masked(text: string): string {
  return isSecretText(text) ? text.replace(SECRETS, "****") : text;
}
