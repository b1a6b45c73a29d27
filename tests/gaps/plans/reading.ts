import type { Explained, Node } from "./watched";

/** Tables that grow with every gap, ask, shadow day and event, and with everything said of them. */
export const growing = new Set([
  "gap", "gap_move", "gap_join", "gap_role", "gap_stage", "gap_tried", "gap_link", "gap_kit", "gap_volunteer", "gap_training", "gap_group", "group_session", "gap_letter", "gap_invitation",
  "gap_outcome", "gap_check", "gap_word", "ask", "ask_answer", "ask_acceptance", "ask_check", "words_flag", "inbox_item", "document",
  "shadow_offer", "shadow_day", "shadow_booking", "shadow_turn", "shadow_message", "shadow_reflection", "shadow_share", "shadow_wish", "shadow_alert", "shadow_agreement", "shadow_told",
  "event_series", "learning_event", "event_turn", "event_planner", "event_option", "event_invitee", "event_vote", "event_answer", "event_job", "event_door", "event_presence", "event_recap", "event_action", "learning_entry",
  "tie", "tie_turn", "tie_holder", "tie_line", "tie_contact", "tie_agreement", "introduction", "introduction_turn", "reach_attempt", "organisation_help", "organisation_reach", "handover", "handover_turn", "handover_item", "handover_words", "handover_visit", "cover", "cover_duty",
  "charter_answer", "charter_note", "charter_agreement", "decision", "decision_turn", "decision_named", "decision_voice", "caseload", "next_step",
  "activity", "client", "section", "note", "mail", "session",
]);

export type Read = { /** Rows taken from tables by every scan, whether they were kept or not. */ rows: number; scans: string[] };

/** What plans read. A table of a few pages is rightly read whole: `large` says which are not of a few pages. */
export function readBy(plans: readonly Explained[], large: (table: string) => boolean): Read {
  const scans = new Set<string>();
  let rows = 0;
  for (const { text, plan } of plans) {
    for (const node of nodesOf(plan)) {
      const table = node["Relation Name"];
      if (!table || !growing.has(table)) continue;
      rows += seen(node);
      if (node["Node Type"] === "Seq Scan" && large(table)) scans.add(`scans ${table}: ${text.slice(0, 400)}`);
    }
  }
  return { rows: Math.round(rows), scans: [...scans] };
}

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const below of node.Plans ?? []) yield* nodesOf(below);
}

const number = (value: unknown) => (typeof value === "number" ? value : 0);
const seen = (node: Node) => (number(node["Actual Rows"]) + number(node["Rows Removed by Filter"]) + number(node["Rows Removed by Index Recheck"])) * number(node["Actual Loops"]);
