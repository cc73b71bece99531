/** What EnvironmentFile= takes (systemd.exec(5)): Unicode without NUL, non-characters and the byte order mark. */
export function isFileText(text: string): boolean {
  return text.isWellFormed() && !/[\0\ufeff]|\p{Noncharacter_Code_Point}/u.test(text);
}

/** A value in an environment file: in double quotes, where a backslash keeps " \ ` and $ as they are, and lines may break. */
export function quotedValue(text: string): string {
  return `"${text.replace(/["\\`$]/g, "\\$&")}"`;
}

/** A word of ExecStart= (systemd.service(5)): neither a specifier nor a variable, and in quotes where a shell would want them. */
export function quotedWord(text: string): string {
  const escaped = text.replaceAll("%", "%%").replaceAll("$", "$$$$");
  if (/^[\w./:=,@%$+-]+$/.test(escaped)) return escaped;
  const inQuotes = escaped.replace(/["\\]/g, "\\$&").replace(/[\x01-\x1f\x7f]/g, (control) => {
    return `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`;
  });
  return `"${inQuotes}"`;
}
