import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, type KeyObject } from "node:crypto";
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

/**
 * The audit chain's head, signed and kept outside the database, after C2SP's checkpoint form: origin, size,
 * hash, a blank line, a signature. Whoever owns the database can rewrite the chain, but not these.
 */
export type Checkpoint = { origin: string; size: number; hash: string; at: string; signature: string };

export const origin = "common-thread/audit";

export function checkpointText({ size, hash, at }: Pick<Checkpoint, "size" | "hash" | "at">): string {
  return `${origin}\n${size}\n${hash}\n${at}\n`;
}

/** The signing key of this installation; made on first use, its public half beside the checkpoints. */
export function checkpointKey(dataDir: string): KeyObject {
  const file = path.join(dataDir, "keys", "audit-key.pem");
  const folder = checkpointFolder(dataDir);
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  mkdirSync(folder, { recursive: true });
  if (!existsSync(file)) writeFileSync(file, generateKeyPairSync("ed25519").privateKey.export({ type: "pkcs8", format: "pem" }), { mode: 0o600 });
  const key = createPrivateKey(readFileSync(file));
  writeFileSync(path.join(folder, "public-key.pem"), createPublicKey(key).export({ type: "spki", format: "pem" }));
  return key;
}

export function checkpointFolder(dataDir: string): string {
  return path.join(dataDir, "checkpoints");
}

/** One file a month, one line a checkpoint: easy to copy elsewhere, append only. */
export function publishCheckpoint(dataDir: string, key: KeyObject, head: { size: number; hash: string }): Checkpoint {
  const unsigned = { ...head, at: new Date().toISOString() };
  const signature = sign(null, Buffer.from(checkpointText(unsigned)), key).toString("base64");
  const checkpoint = { origin, ...unsigned, signature };
  appendFileSync(path.join(checkpointFolder(dataDir), `${unsigned.at.slice(0, 7)}.jsonl`), `${JSON.stringify(checkpoint)}\n`);
  return checkpoint;
}
