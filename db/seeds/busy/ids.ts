import { createHash } from "node:crypto";

/** Repeatable random numbers (sfc32): the same seed plants the same network, ids and all. */
export function drawing(seed: number) {
  let [a, b, c, d] = [0x9e3779b9 ^ seed, 0x243f6a88, 0xb7e15162 + seed, 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + t) | 0;
    return t >>> 0;
  };
  for (let warm = 0; warm < 15; warm++) next();
  const hex = (number: number) => number.toString(16).padStart(8, "0");
  return {
    /** Between 0 and 1. */
    share: () => next() / 2 ** 32,
    below: (most: number) => next() % most,
    pick: <T>(list: readonly T[]): T => list[next() % list.length] as T,
    /** A version 4 UUID. */
    id(): string {
      const [one, two, three, four] = [hex(next()), hex(next()), hex(next()), hex(next())];
      return `${one}-${two.slice(0, 4)}-4${two.slice(5)}-${"89ab"[Number.parseInt(three[0] ?? "0", 16) & 3]}${three.slice(1, 4)}-${three.slice(4)}${four}`;
    },
  };
}
export type Drawing = ReturnType<typeof drawing>;

/** What app.scope answers: the key under which a class of somebody's notes is shared. */
export function scopeOf(clientId: string, sectionClass: string, organisationId: string): string {
  const digest = createHash("md5").update(`${clientId}${sectionClass}${sectionClass === "own" ? organisationId : ""}`).digest("hex");
  return `${digest.slice(0, 8)}-${digest.slice(8, 12)}-${digest.slice(12, 16)}-${digest.slice(16, 20)}-${digest.slice(20)}`;
}
