/** What a plan read against what it answered, the plan as a few lines of text, and whether it scans what grows. */

/** Tables that grow with people supported, notes, looks and consent; with gaps, the diary, ties and handovers. A few thousand rows and a scan of one is a fault. */
export const growing = new Set([
  "client", "client_contact", "client_words", "client_access", "caseload", "lawful_basis", "consent_event", "consent_grant", "note", "note_closing", "section", "document",
  "document_update", "document_snapshot", "document_writer", "next_step", "view", "activity", "late_words", "audit_chain", "session", "mail",
  "gap", "gap_move", "gap_join", "gap_role", "gap_stage", "gap_outcome", "gap_kit", "gap_tried", "gap_letter", "gap_check", "gap_word", "ask", "ask_answer", "inbox_item", "words_flag",
  "shadow_day", "shadow_booking", "shadow_turn", "shadow_reflection", "shadow_share", "learning_event", "event_turn", "event_invitee", "event_answer", "event_presence", "learning_entry",
  "tie_turn", "tie_contact", "tie_agreement", "reach_attempt", "handover_item", "decision_turn", "decision_voice",
]);
const small = 2_000;

function* nodesOf(plan, depth = 0) {
  yield { node: plan, depth };
  for (const below of plan.Plans ?? []) yield* nodesOf(below, depth + 1);
}

const scanned = (node) => ((node["Actual Rows"] ?? 0) + (node["Rows Removed by Filter"] ?? 0) + (node["Rows Removed by Index Recheck"] ?? 0)) * (node["Actual Loops"] ?? 1);

/** Rows taken from tables by every scan, whether they were kept or not. */
export function rowsRead(plan) {
  let rows = 0;
  for (const { node } of nodesOf(plan)) if (node["Relation Name"]) rows += scanned(node);
  return Math.round(rows);
}

export const rowsReturned = (plan) => Math.round((plan["Actual Rows"] ?? 0) * (plan["Actual Loops"] ?? 1));

/** Names of growing tables that a plan reads from end to end. */
export function scansOf(plan) {
  const scans = [];
  for (const { node } of nodesOf(plan)) {
    if (node["Node Type"] === "Seq Scan" && growing.has(node["Relation Name"]) && scanned(node) > small) scans.push(node["Relation Name"]);
  }
  return [...new Set(scans)];
}

/** Nodes, tables and indexes; no costs, no counts, no ids: what differs is a different plan. */
export function planText(plan) {
  return [...nodesOf(plan)].map(({ node, depth }) => `${"  ".repeat(depth)}${nodeText(node)}`).join("\n");
}

function nodeText(node) {
  const on = node["Relation Name"] ? ` on ${node["Relation Name"]}` : node["Function Name"] ? ` ${node["Function Name"]}` : "";
  const by = node["Index Name"] ? ` by ${node["Index Name"]}` : "";
  const how = node["Subplan Name"] ? `${node["Subplan Name"]}: ` : "";
  const joined = node["Join Type"] && node["Join Type"] !== "Inner" ? ` (${node["Join Type"].toLowerCase()})` : "";
  return `${how}${node["Node Type"]}${joined}${by}${on}`;
}

/** Lists of any length are one query. */
export const queryText = (text) => text.replaceAll(/\$\d+(?:, \$\d+)+/g, "$n, …").replaceAll(/\((?:\$n, …|\$\d+)\)(?:, \((?:\$n, …|\$\d+)\))+/g, "($n, …), …");
