/** One part of a message as it was carried: its kind with parameters, and its words. */
export type Part = { type: string; words: string };

/** Every part of a message that is words, read the way a mail program would. */
export function partsOf(message: string): Part[] {
  const gap = message.indexOf("\r\n\r\n");
  const head = message.slice(0, gap).replaceAll(/\r\n[ \t]+/g, " ");
  const body = message.slice(gap + 4);
  const said = (name: string) => new RegExp(`^${name}:\\s*(.*)$`, "im").exec(head)?.[1] ?? "";
  const type = said("Content-Type");
  const boundary = /boundary="?([^";]+)"?/i.exec(type)?.[1];
  if (!boundary) return [{ type, words: decoded(body, said("Content-Transfer-Encoding").toLowerCase()) }];
  return body.split(`--${boundary}`).slice(1, -1).flatMap((part) => partsOf(part.replace(/^\r\n/, "")));
}

function decoded(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body.replaceAll(/=\r\n/g, "").replaceAll(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}
