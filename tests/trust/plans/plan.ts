import { sql } from "kysely";
import type { Database } from "~db/client";

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Parent Relationship"?: string;
  "Subplan Name"?: string;
  "Index Cond"?: string;
  "Actual Loops"?: number;
  Plans?: Node[];
} & Record<string, unknown>;

/** Tables that grow with every note, look or consent. A scan of one costs more each day. */
export const growing = new Set([
  "client", "client_contact", "client_words", "client_access", "caseload", "lawful_basis", "consent_event", "consent_grant", "note", "note_closing", "section", "document",
  "document_update", "document_snapshot", "document_writer", "next_step", "view", "activity", "late_words", "audit_chain", "session",
]);

/** What our functions are called where they would be asked row by row; those that only compute are none of them. */
const asked = /app\.(?!scope\(|folded\(|microseconds\()\w+\(/;
const conditions = ["Filter", "Index Cond", "Recheck Cond", "Join Filter", "Hash Cond", "One-Time Filter"];

/** The plan of a query that is run, as the account whose transaction it is. */
export async function planOf(trx: Database, query: string, analyze: boolean): Promise<Node> {
  const { rows } = await sql<{ "QUERY PLAN": { Plan: Node }[] }>`explain (format json, costs off, timing off, ${sql.raw(analyze ? "analyze" : "analyze false")}) ${sql.raw(query)}`.execute(trx);
  const plan = rows[0]?.["QUERY PLAN"][0]?.Plan;
  if (!plan) throw new Error("There is no plan.");
  return plan;
}

/** Why a plan costs more with every row: a scan, an index read from end to end, a question asked per row. Empty is well. */
export function faultsOf(plan: Node): string[] {
  const faults: string[] = [];
  const visit = (node: Node, bitmap: boolean) => {
    const table = node["Relation Name"];
    const type = node["Node Type"];
    if (table && growing.has(table)) {
      if (type === "Seq Scan") faults.push(`scans ${table}`);
      if (/^Index (Only )?Scan$/.test(type) && !node["Index Cond"] && !bitmap) faults.push(`reads an index of ${table} from end to end`);
    }
    for (const key of conditions) {
      const condition = node[key];
      if (typeof condition === "string" && asked.test(condition)) faults.push(`asks per row: ${condition}`);
    }
    if (node["Parent Relationship"] === "InitPlan" && (node["Actual Loops"] ?? 0) > 1) faults.push(`${node["Subplan Name"]} is asked ${node["Actual Loops"]} times`);
    for (const below of node.Plans ?? []) visit(below, type.startsWith("Bitmap"));
  };
  visit(plan, false);
  return faults;
}

/** How many answers of a policy's own questions a plan rests on. */
export function initPlans(plan: Node): number {
  return Number(plan["Parent Relationship"] === "InitPlan") + (plan.Plans ?? []).reduce((sum, below) => sum + initPlans(below), 0);
}
