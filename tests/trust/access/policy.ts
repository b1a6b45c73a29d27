import type { SectionClass } from "~/features/case-notes/section";
import type { TopicName } from "~/shared/activity";

/**
 * Who may what, written down once by hand and apart from the code it judges: role × relation for people
 * supported, then what each route, topic, table and document kind needs. A route, a topic, a table or a
 * document kind that is not listed here fails the build.
 */
export const roles = ["aileen", "jo", "nils", "bashir", "sana", "amir", "stran", "rec", "vol", "com", "fay", "former", "nobody"] as const;
export type Role = (typeof roles)[number];

/** How a person supported stands to the Food Hub (Bashir, Sana). All but `theirs` are held by Aileen of Harbour. */
export const relations = ["live", "reading", "visitOnly", "none", "withdrawn", "expired", "stopped", "theirs"] as const;
export type Relation = (typeof relations)[number];

export type Standing = { holds: boolean; contact: boolean; read: readonly SectionClass[]; write: readonly SectionClass[] };
export const classes = ["what_matters", "shared_plan", "visit", "sensitive", "own"] as const satisfies readonly SectionClass[];

const nothing: Standing = { holds: false, contact: false, read: [], write: [] };
const holder: Standing = { holds: true, contact: true, read: classes, write: classes };
/** Keeps reading what was agreed to; nobody writes any more. */
const holderAfterStop: Standing = { holds: true, contact: true, read: classes, write: [] };

const holders: Partial<Record<Role, Relation[]>> = {
  aileen: ["live", "reading", "visitOnly", "none", "withdrawn", "expired", "stopped"],
  // Jo manages the post that holds the case; Nils is a colleague of Aileen's with no case of his own.
  jo: ["live", "reading", "visitOnly", "none", "withdrawn", "expired", "stopped"],
  bashir: ["theirs"],
  sana: ["theirs"],
};
const named: Partial<Record<Relation, Standing>> = {
  live: { holds: false, contact: true, read: ["shared_plan", "what_matters"], write: ["shared_plan"] },
  reading: { holds: false, contact: false, read: ["shared_plan"], write: [] },
  visitOnly: { holds: false, contact: true, read: ["visit"], write: ["visit"] },
};

/** What a role may do about the person of a relation. `own` is the home organisation's own part. */
export function standing(role: Role, relation: Relation): Standing {
  if (holders[role]?.includes(relation)) return relation === "stopped" ? holderAfterStop : holder;
  if (role === "bashir" || role === "sana") return named[relation] ?? nothing;
  return nothing;
}

const staff: readonly Role[] = roles.filter((role) => role !== "former" && role !== "nobody");
const care: readonly Role[] = ["aileen", "jo", "nils", "bashir", "sana", "amir", "stran"];

export type Need =
  | "anyone"
  | "signedIn"
  | "staff"
  | "care"
  | "facilitator"
  | "lookAfter"
  /** Posts of the Food Hub: its manager, and facilitators. */
  | "lookAfterHub"
  | "sees"
  | "holds"
  | "nobody"
  | { reads: SectionClass | "any" }
  | { writes: SectionClass | "any" }
  /** The organisation that a grant names, and those who hold the case. */
  | "grant"
  /** Whoever kept notes until the person said stop is told that they did. */
  | "stopped";

export function fulfils(need: Need, role: Role, relation: Relation): boolean {
  const { holds, read, write } = standing(role, relation);
  if (typeof need === "object") {
    const [list, wanted] = "reads" in need ? [read, need.reads] : [write, need.writes];
    return wanted === "any" ? list.length > 0 : list.includes(wanted);
  }
  switch (need) {
    case "anyone":
      return true;
    case "nobody":
      return false;
    case "signedIn":
      return role !== "nobody";
    case "staff":
      return staff.includes(role);
    case "care":
      return care.includes(role);
    case "facilitator":
      return role === "fay";
    case "lookAfter":
      return role === "fay" || role === "jo" || role === "sana";
    case "lookAfterHub":
      return role === "fay" || role === "sana";
    case "sees":
      return holds || read.length > 0;
    case "holds":
      return holds;
    case "grant":
      return holds || read.length > 0;
    case "stopped":
      return relation === "stopped" && holds;
  }
}

/** Where a page is, what opening it needs, what posting to it needs (absent: it takes no post). */
export type RoutePolicy = { get: Need; post?: Need; /** Where it is tested instead, and what of. */ apart?: string; /** What a post says; `:noteId` and the like are filled in. Chosen to change nothing where it can. */ form?: Record<string, string>; /** Asked of everybody last, since it does change something. */ changes?: "each" | "once"; /** Why no look is written down although it is about a person. */ unlogged?: string };

export const routePolicies: Record<string, RoutePolicy> = {
  "/": { get: "signedIn" },
  "/sign-in": { get: "anyone", post: "anyone" },
  "/sign-out": { get: "anyone", post: "anyone" },
  "/today": { get: "signedIn" },
  "/sign-in/code": { get: "anyone", post: "anyone", apart: "tests/people/codes.test.ts: what a stranger is told of an address" },
  "/sign-in/passkey": { get: "nobody", post: "anyone", apart: "tests/people: challenges and answers" },
  "/invite/:token": { get: "anyone", post: "anyone", apart: "tests/people/invitations.test.ts: the link is the right" },
  "/help": { get: "anyone" },
  "/privacy": { get: "anyone" },
  "/accessibility": { get: "anyone" },
  "/me": { get: "signedIn", post: "signedIn", form: { intent: "name", name: "" } },
  "/me/welcome": { get: "signedIn" },
  "/me/here": { get: "nobody", post: "signedIn", apart: "says that somebody is at the desk" },
  "/me/passkeys": { get: "nobody", post: "signedIn", apart: "tests/people: challenges and answers" },
  "/covered": { get: "signedIn", post: "signedIn", apart: "tests/people/sessions.test.ts: covering would close the session of every other cell" },
  "/covered/passkey": { get: "nobody", post: "signedIn", apart: "tests/people/sessions.test.ts" },
  "/covered/code": { get: "nobody", post: "signedIn", apart: "tests/people/sessions.test.ts" },
  "/directory": { get: "staff" },
  "/directory/organisations/new": { get: "facilitator", post: "facilitator" },
  "/directory/organisations/:organisationId": { get: "staff" },
  "/directory/organisations/:organisationId/facts": { get: "facilitator", post: "facilitator" },
  "/directory/organisations/:organisationId/posts/new": { get: "lookAfterHub", post: "lookAfterHub" },
  "/directory/posts/:postId": { get: "staff", post: "lookAfterHub", form: { intent: "line", kind: "hosted_by" }, changes: "each" },
  "/directory/import": { get: "facilitator", post: "facilitator" },
  "/directory/import/:importId": { get: "nobody", post: "nobody" },
  "/team": { get: "staff", post: "nobody", form: { intent: "withdraw", invitation: ":unknown" } },
  "/team/invitations/new": { get: "lookAfter", post: "lookAfterHub", form: { postId: ":postId", name: "Mx Matrix", email: "matrix@example.test" }, changes: "each" },
  "/outbox": { get: "facilitator" },
  "/people/:clientId/notes/:noteId/acts": { get: "nobody", post: { reads: "any" }, form: { intent: "add-step", sectionClass: "nothing" } },
  "/late-words": { get: "signedIn", post: "nobody", form: { intent: "throw_away", words: ":unknown" } },
  "/search": { get: "signedIn" },
  // Whoever supports nobody reads an empty page that says so.
  "/people": { get: "signedIn" },
  "/people/new": { get: "care", post: "care", form: { name: "Mx Matrix" }, changes: "each" },
  "/people/:clientId": { get: "sees", post: "sees" },
  "/people/:clientId/notes": { get: "sees" },
  "/people/:clientId/plan": { get: "sees", post: "sees" },
  "/people/:clientId/sharing": { get: "sees" },
  "/people/:clientId/looks": { get: "sees" },
  "/people/:clientId/looks/sheet": { get: "holds" },
  "/people/:clientId/history": { get: "sees" },
  "/people/:clientId/details": { get: "holds", post: "holds" },
  "/people/:clientId/lawful-basis": { get: "sees", post: "sees" },
  "/people/:clientId/case-holders": { get: "nobody", post: "holds", form: { intent: "add", post: ":unknown" } },
  "/people/:clientId/consent/new": { get: "holds", post: "holds" },
  "/people/:clientId/consent/:eventId/receipt": { get: "holds" },
  "/people/:clientId/withdrawal": { get: "sees", post: "sees" },
  "/people/:clientId/withdrawal/:eventId": { get: "nobody" },
  "/people/:clientId/notes/new": { get: "sees", post: "sees" },
  "/consent-grants/:grantId/withdrawal": { get: "nobody", post: "grant", form: { reason: "No more" }, changes: "once" },
  "/people/:clientId/ending": { get: "stopped" },
  "/people/:clientId/notes/:noteId": { get: { reads: "any" }, post: { reads: "any" }, form: { intent: "add-step", sectionClass: "nothing" } },
  "/people/:clientId/notes/:noteId/late-words": { get: "nobody", post: "signedIn", form: { document: ":documentId", decision: "throw" } },
  "/people/:clientId/notes/:noteId/sections/:sectionId/colleagues": { get: { reads: "shared_plan" }, unlogged: "names colleagues; the page it completes has written its look" },
  "/people/:clientId/notes/:noteId/sections/:sectionId/history": { get: { reads: "shared_plan" }, post: { writes: "shared_plan" }, form: { seq: "0" } },
};

/** Topics of Socket.IO by the form they take. */
export const topicPolicies: Record<Exclude<TopicName, "client" | "account"> | "client:ID" | "account:ID", Need> = {
  directory: "staff",
  team: "staff",
  people: "care",
  inbox: "staff",
  import: "facilitator",
  "client:ID": "sees",
  "account:ID": "nobody",
};

/** Kinds of live document, and the class whose rule each follows. */
export const documentKinds = ["section"] as const;

/** Tables with rows about a person: what a role needs to see any of them under row-level security alone. */
export const tablePolicies: Record<string, Need | "contact"> = {
  client: "sees",
  client_contact: "contact",
  caseload: "sees",
  lawful_basis: "holds",
  consent_event: "holds",
  consent_grant: "grant",
  client_words: { reads: "what_matters" },
  note: { reads: "any" },
  note_closing: "sees",
  section: { reads: "any" },
  document: { reads: "any" },
  next_step: { reads: "shared_plan" },
  view: "holds",
  activity: "sees",
  late_words: "nobody",
  document_update: "nobody",
  document_snapshot: "nobody",
  document_connection: "nobody",
  document_writer: "nobody",
  client_access: "nobody",
};

/** Tables without anything about a person supported; tests/trust/rls-alone.test.ts covers what each shows. */
export const tablesOfTheNetwork = [
  "network",
  "account",
  "organisation",
  "organisation_import",
  "organisation_import_refusal",
  "post",
  "post_line",
  "tenure",
  "invitation",
  "session",
  "passkey",
  "sign_in_code",
  "challenge",
  "privacy_reading",
  "mail",
  "rate_limit",
  "staff_access",
  "audit_pending",
  "audit_chain",
] as const;
