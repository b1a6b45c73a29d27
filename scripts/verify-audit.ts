import { parseArgs } from "node:util";
import { readConfig } from "~server/config";
import { checkpointFolder } from "~server/audit/checkpoints";
import { openAuditReader } from "~server/audit/reader";
import { readLinks, readUnchained } from "~server/audit/read-links";
import { readCheckpoints, verifyChain } from "~server/audit/verify";

// Checks the audit against the signed heads published outside the database. Exit code 1 when anything differs.
const { values } = parseArgs({ options: { checkpoints: { type: "string" } } });

try {
  const config = readConfig();
  const checkpoints = readCheckpoints(values.checkpoints ?? checkpointFolder(config.dataDir));
  const reader = await openAuditReader(config);
  const verdict = await verifyChain(readLinks(reader.sql), checkpoints);
  verdict.faults.push(...(await readUnchained(reader.sql)));
  await reader.close();
  for (const fault of verdict.faults) console.log(`Entry ${fault.position}: ${fault.what}.`);
  const signed = verdict.newest ? `${verdict.checkpoints} signed heads, the newest of ${verdict.newest}` : "no signed heads yet";
  console.log(verdict.faults.length === 0 ? `${verdict.entries} entries agree with ${signed}.` : `The audit does not agree with ${signed}.`);
  process.exit(verdict.faults.length === 0 ? 0 : 1);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(2);
}
