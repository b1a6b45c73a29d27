import { createPublicKey, hash, verify } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { checkpointText, type Checkpoint } from "./checkpoints";

/** One entry of the chain as the verifier reads it: the line of its row, none when the row is gone, and what the database claims. */
export type Link = { position: number; kind: "view" | "activity"; entryId: string; line: string | null; entryHash: string; chainHash: string };
export type Fault = { position: number; what: string };
export type Verdict = { entries: number; checkpoints: number; newest: string | undefined; faults: Fault[] };

const most = 20;

/** The hash of an entry, from its line alone. */
function entryHashOf(line: string): Buffer {
  return hash("sha256", line, "buffer");
}

/** Signed heads of a folder, oldest first. @throws when one is not signed by the key beside them */
export function readCheckpoints(folder: string): Checkpoint[] {
  if (!existsSync(folder)) return [];
  const key = createPublicKey(readFileSync(path.join(folder, "public-key.pem")));
  const lines = readdirSync(folder).filter((name) => name.endsWith(".jsonl")).sort().flatMap((name) => readFileSync(path.join(folder, name), "utf8").split("\n").filter(Boolean));
  return lines.map((line, index) => {
    const checkpoint = JSON.parse(line) as Checkpoint;
    if (!verify(null, Buffer.from(checkpointText(checkpoint)), key, Buffer.from(checkpoint.signature, "base64"))) {
      throw new Error(`Checkpoint ${index + 1} (size ${checkpoint.size}) is not signed by the key beside it.`);
    }
    return checkpoint;
  });
}

/**
 * Recomputes the chain from the rows and holds it against the signed heads. Reads only rows; no function of
 * the database is trusted.
 */
export async function verifyChain(links: AsyncIterable<readonly Link[]>, checkpoints: Checkpoint[]): Promise<Verdict> {
  const faults: Fault[] = [];
  const heads = new Map(checkpoints.map((one) => [one.size, one.hash]));
  let head = hash("sha256", "", "buffer");
  let position = 0;
  const fault = (at: number, what: string) => {
    if (faults.length < most) faults.push({ position: at, what });
  };
  const check = (link: Link) => {
    position += 1;
    if (link.position !== position) {
      fault(position, `entry ${position} is missing; the next is ${link.position}`);
      position = link.position;
    }
    if (link.line === null) fault(position, `the ${link.kind} ${link.entryId} is gone`);
    const entryHash = link.line === null ? Buffer.from(link.entryHash, "hex") : entryHashOf(link.line);
    if (entryHash.toString("hex") !== link.entryHash) fault(position, `the ${link.kind} ${link.entryId} was changed`);
    head = hash("sha256", Buffer.concat([head, entryHash]), "buffer");
    if (head.toString("hex") !== link.chainHash) fault(position, "the chain was broken or rewritten here");
    const signed = heads.get(position);
    if (signed !== undefined && signed !== head.toString("base64")) fault(position, "differs from the signed head published at this size");
    heads.delete(position);
  };
  for await (const batch of links) batch.forEach(check);
  for (const size of heads.keys()) if (size > position) fault(size, `a head of ${size} entries was published, but only ${position} are there`);
  return { entries: position, checkpoints: checkpoints.length, newest: checkpoints.at(-1)?.at, faults };
}
