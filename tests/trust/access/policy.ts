import type { SectionClass } from "~/features/case-notes/section";
import type { TopicName } from "~/shared/activity";

/**
 * Who may what, written down once by hand and apart from the code it judges: role × relation for people
 * supported, then what each route, topic, table, document kind, job and letter needs. This is the only place
 * to add to when a capability is added; what is not listed here fails the tests with a sentence saying so.
 *
 * - A route: a row in `routePolicies`, with what opening and posting need and the looks an opening writes. Each
 *   verb and transport, each role and relation follows from it. A layout with a loader: `layoutPolicies`.
 * - A topic: `topicPolicies`. A document kind: `documentKinds`. A job: `jobNames`. A letter: `letterKinds`.
 * - A table: `tablePolicies` when its rows are about a person supported, else `tablesOfTheNetwork`. Its ways
 *   around (tests/trust/rls-attempts.ts) are made from the catalogue.
 * - A role or a relation: its name here, what it may in `standing`, and how it comes about in scene.ts.
 */
export const roles = ["aileen", "jo", "nils", "covering", "bashir", "sana", "amir", "stran", "moved", "coverEnded", "rec", "vol", "com", "fay", "former", "nobody"] as const;
export type Role = (typeof roles)[number];

/**
 * How a person supported stands to the Food Hub (Bashir, Sana). All but `theirs` are held by Aileen of Harbour.
 * `reading` is the wrong purpose for writing or for how to reach them, `visitOnly` the wrong class for the plan,
 * `elsewhere` names the advice centre (Amir) and not the Hub.
 */
export const relations = ["live", "reading", "visitOnly", "elsewhere", "none", "withdrawn", "expired", "stopped", "theirs"] as const;
export type Relation = (typeof relations)[number];

/** The twelve ways in and out (docs/trust-model.md, G1); each must have cells, apart from those in `notBuilt`. */
export const transports = {
  pages: ["document loader", ".data loader", "action", ".data action", "resource route", "search and count", "export and print"],
  sockets: ["Socket.IO in", "Socket.IO room out", "Yjs read", "Yjs write and awareness"],
  notBuilt: ["files"],
} as const;
export type PageTransport = (typeof transports.pages)[number];

/** Of the research's list, what this product does not have; a test holds that it really is not there. */
export const notBuilt = {
  "break-glass": { why: "nobody opens a case in an emergency without a right to it", sign: /break.?glass|emergency.?access/i },
  "suspended": { why: "who may not work for a while has their tenure ended (the role `former`)", sign: /suspend/i },
  "files": { why: "no route takes or hands out a file about a person", sign: /people.*(file|attachment|download)/i },
};

export type Standing = { holds: boolean; contact: boolean; read: readonly SectionClass[]; write: readonly SectionClass[] };
export const classes = ["what_matters", "shared_plan", "visit", "sensitive", "own"] as const satisfies readonly SectionClass[];

const nothing: Standing = { holds: false, contact: false, read: [], write: [] };
const holder: Standing = { holds: true, contact: true, read: classes, write: classes };
/** Keeps reading what was agreed to; nobody writes any more. */
const holderAfterStop: Standing = { holds: true, contact: true, read: classes, write: [] };

const ofHarbour = relations.filter((relation) => relation !== "theirs");
const holders: Partial<Record<Role, Relation[]>> = {
  aileen: ofHarbour,
  // Jo manages the post that holds the case, Covering sits in it until tomorrow; Nils is a colleague of Aileen's with no case of his own.
  jo: ofHarbour,
  covering: ofHarbour,
  bashir: ["theirs"],
  sana: ["theirs"],
};
const named: Partial<Record<Relation, Standing>> = {
  live: { holds: false, contact: true, read: ["shared_plan", "what_matters"], write: ["shared_plan"] },
  reading: { holds: false, contact: false, read: ["shared_plan"], write: [] },
  visitOnly: { holds: false, contact: true, read: ["visit"], write: ["visit"] },
};
const namedElsewhere: Standing = { holds: false, contact: true, read: ["shared_plan"], write: ["shared_plan"] };

/** What a role may do about the person of a relation. `own` is the home organisation's own part. */
export function standing(role: Role, relation: Relation): Standing {
  if (holders[role]?.includes(relation)) return relation === "stopped" ? holderAfterStop : holder;
  if (role === "bashir" || role === "sana") return named[relation] ?? nothing;
  if (role === "amir" || role === "coverEnded") return relation === "elsewhere" ? namedElsewhere : nothing;
  return nothing;
}

const staff: readonly Role[] = roles.filter((role) => role !== "former" && role !== "nobody");
const care: readonly Role[] = ["aileen", "jo", "nils", "covering", "bashir", "sana", "amir", "stran", "moved", "coverEnded"];

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

/** Looks, each written exactly once: what was looked at and how ("page" where nothing is said). */
export type Looks = (standing: Standing) => readonly string[];

export type RoutePolicy = {
  /** What opening it needs. */
  get: Need;
  /** What posting to it needs; absent: it takes no post. */
  post?: Need;
  /** Where it is tested instead, and what of. */
  apart?: string;
  /** What a post says; `:noteId` and the like are filled in. Chosen to change nothing where it can. */
  form?: Record<string, string>;
  /** Asked of everybody last, since it does change something. */
  changes?: "each" | "once";
  /** The looks an opening writes by itself; those of the layouts around it come on top. */
  looks?: Looks;
  /** Why no look is written down although it is about a person. */
  unlogged?: string;
  /** Branches of the same page, by their query. */
  also?: Record<string, Looks>;
  /** A page that names people: asked like this, it names the person of a relation to whoever sees them, with one look. */
  names?: { query: string; how: string };
  /** A page anyone signed in may open, on which those who lack a need find nothing of this. */
  hides?: { need: Need; words: RegExp };
};

const one = (...looks: string[]): Looks => () => looks;
const plan = "shared_plan";
/** Whoever has no post at the moment reads pages that are empty. */
const theNetwork = { need: "staff" as const, words: /Quayside Food Hub|Harbour Link Workers|Inland Trust/ };

/** Layouts with a loader of their own, by file: the looks they write around their pages. */
export const layoutPolicies: Record<string, Looks> = {
  "routes/public.tsx": one(),
  "routes/signed-in.tsx": one(),
  "routes/people.$clientId.tsx": one("person", "consent"),
};

export const routePolicies: Record<string, RoutePolicy> = {
  "/": { get: "signedIn" },
  "/sign-in": { get: "anyone", post: "anyone" },
  "/sign-out": { get: "anyone", post: "anyone", apart: "tests/people/sessions.test.ts: it would end the session of every other cell" },
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
  "/directory": { get: "signedIn", hides: theNetwork, also: { "?words=Quayside": one() } },
  "/directory/organisations/new": { get: "facilitator", post: "facilitator" },
  "/directory/organisations/:organisationId": { get: "staff" },
  "/directory/organisations/:organisationId/facts": { get: "facilitator", post: "facilitator" },
  "/directory/organisations/:organisationId/posts/new": { get: "lookAfterHub", post: "lookAfterHub" },
  "/directory/posts/:postId": { get: "staff", post: "lookAfterHub", form: { intent: "line", kind: "hosted_by" }, changes: "each" },
  "/directory/import": { get: "facilitator", post: "facilitator" },
  "/directory/import/:importId": { get: "nobody", post: "nobody" },
  "/team": { get: "signedIn", hides: theNetwork, post: "nobody", form: { intent: "withdraw", invitation: ":unknown" } },
  "/team/invitations/new": { get: "lookAfter", post: "lookAfterHub", form: { postId: ":postId", name: "Mx Matrix", email: "matrix@example.test" }, changes: "each" },
  "/outbox": { get: "facilitator" },
  "/people/:clientId/notes/:noteId/acts": { get: "nobody", post: { reads: "any" }, form: { intent: "add-step", sectionClass: "nothing" } },
  "/late-words": { get: "signedIn", post: "nobody", form: { intent: "throw_away", words: ":unknown" } },
  "/search": { get: "signedIn", hides: theNetwork, names: { query: "?q=Person+:relation", how: "person search" }, also: { "?q=Quayside+Food": one() } },
  // Whoever supports nobody reads an empty page that says so.
  "/people": { get: "signedIn", names: { query: "", how: "person list" } },
  "/people/new": { get: "care", post: "care", form: { name: "Mx Matrix" }, changes: "each" },
  "/people/:clientId": { get: "sees", post: "sees", looks: ({ contact, read }) => [...(contact ? ["contact"] : []), ...(read.includes("what_matters") ? ["words"] : [])] },
  "/people/:clientId/notes": { get: "sees", looks: one("notes"), also: { "?page=2": one("notes") } },
  "/people/:clientId/plan": { get: "sees", post: "sees", looks: one("steps") },
  "/people/:clientId/sharing": { get: "sees", looks: one("basis") },
  "/people/:clientId/looks": { get: "sees", looks: one("views"), also: { "?organisation=:organisationId": one("views"), "?before=1.:unknown": one("views") } },
  "/people/:clientId/looks/sheet": { get: "holds", looks: one("views print") },
  "/people/:clientId/history": { get: "sees", looks: one("activity"), also: { "?before=1.:unknown": one("activity") } },
  "/people/:clientId/details": { get: "holds", post: "holds", looks: one("person", "contact") },
  "/people/:clientId/lawful-basis": { get: "sees", post: "sees", looks: one("person", "basis") },
  "/people/:clientId/case-holders": { get: "nobody", post: "holds", form: { intent: "add", post: ":unknown" } },
  "/people/:clientId/consent/new": { get: "holds", post: "holds", looks: one("person"), also: { "?again=1": one("person", "consent") } },
  "/people/:clientId/consent/:eventId/receipt": { get: "holds", looks: one("receipt print") },
  "/people/:clientId/withdrawal": { get: "sees", post: "sees", looks: one("person", "consent") },
  "/people/:clientId/withdrawal/:eventId": { get: "nobody" },
  "/people/:clientId/notes/new": { get: "sees", post: "sees", looks: one("person") },
  "/consent-grants/:grantId/withdrawal": { get: "nobody", post: "grant", form: { reason: "No more" }, changes: "once" },
  "/people/:clientId/ending": { get: "stopped", looks: one("consent live") },
  "/people/:clientId/notes/:noteId": { get: { reads: "any" }, post: { reads: "any" }, form: { intent: "add-step", sectionClass: "nothing" }, looks: ({ read }) => ["note", "consent", "steps", ...read.map((sectionClass) => `section.${sectionClass}`)] },
  "/people/:clientId/notes/:noteId/late-words": { get: "nobody", post: "signedIn", form: { document: ":documentId", decision: "throw" } },
  "/people/:clientId/notes/:noteId/sections/:sectionId/colleagues": { get: { reads: plan }, unlogged: "names colleagues; the page it completes has written its look" },
  "/people/:clientId/notes/:noteId/sections/:sectionId/history": { get: { reads: plan }, post: { writes: plan }, form: { seq: "0" }, looks: one("section.shared_plan history") },
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

/** Background work, and on whose behalf it asks: `nobody` reads nothing about a person. */
export const jobNames: Record<string, "mail" | "import" | "renewal" | "nobody"> = {
  "send-letter": "mail",
  "check-import": "import",
  "run-import": "import",
  "clear-spent-keys": "nobody",
  "clear-old-imports": "import",
  sweep: "mail",
  "daily-renewals": "renewal",
};

/** Letters, and what one may say; none names a person supported. */
export const letterKinds = ["invitation", "sign_in_code", "renewal", "withdrawal", "notice"] as const;

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

/** Rows of those tables that are about nobody, which every colleague may read: SQL about a row `t`. */
export const aboutNobody: Record<string, string> = { activity: "t.client_id is null" };

/** Of these tables, whoever left may read what SQL says here of a row `t`, `:me` being their account; nothing where it says false. */
export const networkTables: Record<string, string> = {
  network: "true",
  account: "t.id = :me",
  organisation: "false",
  organisation_import: "false",
  organisation_import_refusal: "false",
  post: "false",
  post_line: "false",
  tenure: "t.account_id = :me",
  invitation: "false",
  session: "t.account_id = :me",
  passkey: "t.account_id = :me",
  sign_in_code: "false",
  challenge: "false",
  privacy_reading: "t.account_id = :me",
  mail: "false",
  // Counts of hashed keys, nobody's data.
  rate_limit: "true",
  staff_access: "false",
  audit_pending: "false",
  audit_chain: "false",
};

/** Tables without anything about a person supported. */
export const tablesOfTheNetwork = Object.keys(networkTables);
