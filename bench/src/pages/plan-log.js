/**
 * Counts what PostgreSQL did for a visit, by auto_explain in a pass of its own: it slows every query, so nothing is
 * timed while it is on. It comes with PostgreSQL, is switched on for app_rw alone, and needs a new connection.
 */
import { closeSync, openSync, readSync, statSync } from "node:fs";
import { sleep } from "../processes/within.js";

const settings = { log_min_duration: "0", log_analyze: "on", log_timing: "off", log_nested_statements: "on", log_format: "json", log_parameter_max_length: "0", log_level: "log" };

export async function switchOn(admin) {
  await admin.unsafe("alter role app_rw set session_preload_libraries = 'auto_explain'");
  for (const [name, value] of Object.entries(settings)) await admin.unsafe(`alter role app_rw set auto_explain.${name} = '${value}'`);
}

export async function switchOff(admin) {
  await admin.unsafe("alter role app_rw reset session_preload_libraries");
  for (const name of Object.keys(settings)) await admin.unsafe(`alter role app_rw reset auto_explain.${name}`);
}

/** Reads what was logged since it was last asked. */
export function logReader(file) {
  let at = statSync(file).size;
  return {
    async entries() {
      // The logger writes when the query ends, a moment after its answer has left.
      await sleep(0.02);
      const end = statSync(file).size;
      const bytes = Buffer.alloc(end - at);
      const handle = openSync(file, "r");
      readSync(handle, bytes, 0, bytes.length, at);
      closeSync(handle);
      at = end;
      return plansIn(bytes.toString("utf8"));
    },
  };
}

/** Lines of an entry after the first begin with a tab. */
export function plansIn(text) {
  return text
    .split(/\n(?!\t)/)
    .map((entry) => /LOG: {2}duration: [\d.]+ ms {2}plan:\n([\s\S]+)$/.exec(entry)?.[1])
    .filter(Boolean)
    .map((json) => JSON.parse(json.replaceAll(/^\t/gm, "").replaceAll(/[\n\t]/g, " ")))
    .map(({ "Query Text": text, Plan: plan }) => ({ text: text.replaceAll(/\s+/g, " ").trim(), plan }));
}

/** Work the server does by itself every few seconds: chaining the audit, jobs, readiness. */
const ownWork = /audit_pending|audit_chain|app\.audit_line|migration\.done|graphile_worker|forget_connections|^listen|pg_notification/i;
export const isOwnWork = ({ text }) => ownWork.test(text);
