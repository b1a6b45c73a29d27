import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { longRun } from "../../support/size";

type Kept = { behaviour: string; base64: string };

/**
 * What earlier runs found: one input for each way in which the server has ever been seen to answer. Whatever shows
 * a new way is mutated further at once, and the long run writes it down for all runs to come.
 */
export class Corpus {
  private readonly kept: Kept[];
  private readonly seen: Set<string>;
  private readonly file: URL;
  found = 0;

  constructor(name: string) {
    this.file = new URL(`${name}.json`, import.meta.url);
    this.kept = existsSync(this.file) ? (JSON.parse(readFileSync(this.file, "utf8")) as Kept[]) : [];
    this.seen = new Set(this.kept.map(({ behaviour }) => behaviour));
  }

  inputs(): Uint8Array[] {
    return this.kept.map(({ base64 }) => Uint8Array.from(Buffer.from(base64, "base64")));
  }

  get size(): number {
    return this.kept.length;
  }

  /** @returns whether this behaviour is new */
  notes(behaviour: string, input: Uint8Array): boolean {
    if (this.seen.has(behaviour) || input.byteLength > 4_000) return false;
    this.seen.add(behaviour);
    this.kept.push({ behaviour, base64: Buffer.from(input).toString("base64") });
    this.found += 1;
    return true;
  }

  write(): void {
    if (!longRun || this.found === 0) return;
    this.kept.sort((one, other) => (one.behaviour < other.behaviour ? -1 : 1));
    writeFileSync(this.file, `[\n${this.kept.map((one) => `  ${JSON.stringify(one)}`).join(",\n")}\n]\n`);
  }
}
