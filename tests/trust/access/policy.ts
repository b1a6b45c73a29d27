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
  /** Everybody with a seat but commissioners: the gaps, and questions to the network. */
  | "acting"
  | "care"
  /** Both sides of a booking: Aileen comes, Bashir hosts; their posts, their managers and facilitators. */
  | "shadowSides"
  /** Those of them who write to each other: not whoever manages the guest. */
  | "shadowTalk"
  /** Both sides of a tie, Harbour and the Food Hub: whoever acts for one of them, and facilitators. */
  | "tieSides"
  /** The charter of Bashir's post: whoever sits there, colleagues of the Food Hub, facilitators. */
  | "charterIsMine"
  /** A handover of Bashir's post to Sana's, into which Amir comes: Bashir, his manager Sana, Amir, and facilitators. */
  | "handoverIsMine"
  /** Whoever asked for a day, whom they asked, the manager who answers for them, and facilitators. */
  | "wishSides"
  /** Whoever acts for the Food Hub, which plans the event, and facilitators. */
  | "plansHub"
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
    case "acting":
      return staff.includes(role) && role !== "com";
    case "care":
      return care.includes(role);
    case "shadowSides":
      return bothSides.includes(role);
    case "shadowTalk":
      return bothSides.includes(role) && role !== "jo";
    case "handoverIsMine":
      return handoverIsMine.includes(role);
    case "charterIsMine":
      return charterIsMine.includes(role);
    case "tieSides":
      return tieSides.includes(role);
    case "wishSides":
      return role === "aileen" || role === "bashir" || role === "sana" || role === "fay";
    case "plansHub":
      return role === "bashir" || role === "sana" || role === "fay";
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
  "routes/gaps.$gapId.tsx": one(),
  "routes/diary.events.$eventId.tsx": one(),
};

export const routePolicies: Record<string, RoutePolicy> = {
  "/": { get: "signedIn" },
  "/sign-in": { get: "anyone", post: "anyone" },
  "/sign-out": { get: "anyone", post: "anyone", apart: "tests/people/sessions.test.ts: it would end the session of every other cell" },
  "/today": { get: "signedIn" },
  "/sign-in/code": { get: "anyone", post: "anyone", apart: "tests/people/codes.test.ts: what a stranger is told of an address" },
  "/sign-in/passkey": { get: "nobody", post: "anyone", apart: "tests/people: challenges and answers" },
  "/invite/:token": { get: "anyone", post: "anyone", apart: "tests/people/invitations.test.ts: the link is the right" },
  // The code on the screen, the link in the letter and the address of a calendar are the right.
  "/here/:secret": { get: "anyone", post: "anyone", form: { intent: "name", name: "Mx Matrix" }, changes: "each" },
  "/rsvp/:token": { get: "anyone", post: "anyone", form: { intent: "answer", says: "maybe" }, changes: "each" },
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
  "/directory/found": { get: "signedIn", hides: theNetwork, also: { "?words=Quayside": one() } },
  "/directory/organisations/new": { get: "facilitator", post: "facilitator" },
  // Commissioners read who is there; ties, and how to reach an organisation, are for whoever acts.
  "/directory/organisations/:organisationId": { get: "staff", post: "acting", form: { about: "nothing" } },
  "/directory/organisations/:organisationId/facts": { get: "facilitator", post: "facilitator" },
  "/directory/organisations/:organisationId/posts/new": { get: "lookAfterHub", post: "lookAfterHub" },
  "/directory/posts/:postId": { get: "staff", post: "lookAfterHub", form: { intent: "line", kind: "hosted_by" }, changes: "each" },
  // Ties in outline for everybody who acts; to act on one is for its two sides.
  "/directory/ties": { get: "acting", also: { "?sign=no_second": one(), "?network=1&page=2": one() } },
  "/directory/ties/new": { get: "acting", post: "acting", form: { about: "propose", organisationId: "" }, also: { "?words=hub": one(), "?with=:organisationId": one() } },
  "/directory/ties/:tieId/history": { get: "tieSides", post: "tieSides", form: { seq: "0" } },
  "/directory/ties/:tieId": { get: "acting", post: "tieSides", form: { about: "contact", intent: "contact", kind: "" }, also: { "?shown=60": one() } },
  "/directory/map": { get: "acting", also: { "?organisation=:organisationId": one(), "?words=hub": one() } },
  "/directory/map/network": { get: "facilitator" },
  "/directory/introductions": { get: "acting", post: "acting", form: { about: "ask", wantedId: "" }, also: { "?wanted=:organisationId": one(), "?words=hub": one() } },
  "/directory/introductions/:introductionId": { get: "acting", post: "acting", form: { about: "nothing" } },
  "/directory/import": { get: "facilitator", post: "facilitator" },
  "/directory/import/:importId": { get: "nobody", post: "nobody" },
  "/team": { get: "signedIn", hides: theNetwork, post: "nobody", form: { intent: "withdraw", invitation: ":unknown" } },
  // Leaving and being away: who makes a handover and who comes in by it; whoever looks after the post.
  "/me/handover": { get: "acting", post: "acting", form: { intent: "open", postId: ":unknown", lastDay: "" } },
  "/team/handovers/:handoverId": { get: "handoverIsMine", post: "handoverIsMine", form: { intent: "call-off", line: "x".repeat(301) }, also: { "?check=1": one() } },
  // The row of this handover is about a gap: nobody reads words about a person there.
  "/team/handovers/:handoverId/people/:itemId": { get: "nobody", post: "nobody", form: { words: "", letter: "" } },
  "/team/handovers/:handoverId/people/:itemId/letter": { get: "nobody" },
  "/team/home": { get: "acting" },
  "/team/home/:postId": { get: "lookAfterHub", post: "lookAfterHub", form: { rest: "" } },
  "/team/cover/new": { get: "acting", post: "acting", form: { away: "" } },
  "/team/cover/:coverId": { get: "acting", post: "plansHub", form: { intent: "expect", expectedOn: "some day" } },
  "/team/leaving/:accountId": { get: "lookAfterHub", post: "lookAfterHub", form: { intent: "open", postId: ":postId", leaverId: ":accountId", lastDay: "" } },
  "/directory/organisations/:organisationId/close": { get: "facilitator", post: "facilitator", form: { intent: "close", into: "An organisation of no such name" } },
  "/team/invitations/new": { get: "lookAfter", post: "lookAfterHub", form: { postId: ":postId", name: "Mx Matrix", email: "matrix@example.test" }, changes: "each" },
  "/outbox": { get: "facilitator" },
  "/outbox/jobs": { get: "facilitator", post: "facilitator", form: { intent: "again", job: ":failedJob" }, changes: "once" },
  // The entry of a letter that has none.
  "/outbox/:letterId/calendar.ics": { get: "nobody" },
  // Whoever acts nowhere in the network has an empty inbox.
  "/inbox": { get: "signedIn", post: "signedIn", form: { item: ":unknown" } },
  "/inbox/news": { get: "signedIn" },
  "/inbox/done": { get: "nobody", post: "signedIn", form: { item: ":unknown" } },
  "/me/calendar": { get: "acting", post: "acting", form: { intent: "stop", kind: "network" } },
  "/calendar/:secret": { get: "anyone" },
  "/diary/shadow/bookings/:bookingId/calendar.ics": { get: "shadowSides" },
  "/diary/events/:eventId/calendar.ics": { get: "acting" },
  "/me/interests": { get: "acting", post: "nobody", form: { post: ":unknown" } },
  "/directory/areas": { get: "staff", post: "facilitator", form: { name: "" } },
  "/gaps": { get: "acting", also: { "?view=list&place=seen": one(), "?need=warmth": one() } },
  "/gaps/new": { get: "acting", post: "acting", form: { sentence: "Nothing for the matrix", need: "warmth" }, changes: "each" },
  "/gaps/resting": { get: "acting" },
  "/gaps/cards": { get: "acting" },
  "/gaps/alike": { get: "acting" },
  "/gaps/:gapId": { get: "acting", post: "acting", form: { intent: "still-true" }, also: { "?shown=60": one() } },
  "/gaps/:gapId/proposal": { get: "acting" },
  "/gaps/:gapId/proposal/history": { get: "acting", post: "acting", form: { seq: "0" } },
  "/gaps/:gapId/acts": { get: "nobody", post: "acting", form: { intent: "join" }, changes: "each" },
  "/gaps/to-check": { get: "lookAfter", post: "nobody", form: { flag: ":unknown", decision: "fine" } },
  "/gaps/asks": { get: "acting", also: { "?q=wheelchair": one(), "?show=mine&page=2": one() } },
  "/gaps/asks/new": { get: "acting", post: "acting", form: { question: "", need: "arts" } },
  "/gaps/asks/alike": { get: "acting", also: { "?words=wheelchair+arts": one() } },
  "/gaps/asks/:askId": { get: "acting", post: "acting", form: { intent: "nothing" } },
  // Booking a shadow day. Who comes is known to the two sides; whoever manages the guest looks on and says nothing.
  "/diary/shadow/:dayId": { get: "acting", post: "acting", form: { intent: "let-go" } },
  "/diary/shadow/bookings/:bookingId": { get: "shadowSides", post: "shadowTalk", form: { part: "message", intent: "message", line: "" } },
  "/diary/shadow/agreement": { get: "acting", post: "facilitator", form: { part: "terms", text: "", version: "1" } },
  "/people/:clientId/notes/:noteId/acts": { get: "nobody", post: { reads: "any" }, form: { intent: "add-step", sectionClass: "nothing" } },
  "/late-words": { get: "signedIn", post: "nobody", form: { intent: "throw_away", words: ":unknown" } },
  "/search": { get: "signedIn", hides: theNetwork, names: { query: "?q=Person+:relation", how: "person search" }, also: { "?q=Quayside+Food": one() } },
  "/search/found": { get: "signedIn", hides: theNetwork, names: { query: "?q=Person+:relation", how: "person search" }, also: { "?q=Quayside+Food": one() } },
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
  // From a gap to a group. A task that is to do is said to be so.
  "/gaps/:gapId/kit": { get: "acting", post: "acting", form: { intent: "task", part: "room", state: "to_do" } },
  "/gaps/:gapId/group": { get: "acting", post: "acting", form: { intent: "add-dates", part: "dates", day: "" } },
  "/gaps/:gapId/group/edit": { get: "acting", post: "acting", form: { part: "group", name: "" } },
  "/gaps/:gapId/group/poster": { get: "acting" },
  "/gaps/:gapId/elsewhere": { get: "acting", post: "acting", form: { intent: "invite", organisationId: "" } },
  // The letter to an organisation that was invited and has nobody here.
  "/gaps/:gapId/elsewhere/letter": { get: "nobody" },
  "/gaps/:gapId/pack": { get: "acting", post: "nobody", form: { intent: "take-back", id: ":unknown" } },
  "/gaps/:gapId/pack.csv": { get: "acting" },
  "/gaps/:gapId/pack/letter": { get: "acting", post: "acting", form: { part: "letter", line: "" } },
  "/diary/shadow": { get: "acting", post: "acting", form: { intent: "tell-me" }, changes: "each", also: { "?part=morning&role=practice": one(), "?month=2027-02&page=2": one() } },
  "/diary/shadow/offer": { get: "acting", post: "acting", form: { about: "offer", date: "" } },
  "/diary/shadow/mine": { get: "acting", post: "nobody", form: { about: "cancel", intent: "cancel", dayId: ":unknown" } },
  "/diary/shadow/ask": { get: "acting", post: "acting", form: { about: "ask", hostPostId: "" } },
  "/diary/shadow/wishes/:wishId": { get: "wishSides", post: "wishSides", form: { about: "nothing" } },
  // Everybody who acts reads and answers; what an event is and who is asked is its planners' to say.
  "/diary/events": { get: "acting", also: { "?show=finding&role=practice": one(), "?show=gone&mine=1": one(), "?day=2026-12-01": one() } },
  "/diary/events/new": { get: "acting", post: "acting", form: { about: "plan", kind: "date", title: "" } },
  "/diary/events/who": { get: "acting", also: { "?kind=organisation&words=hub": one() } },
  "/diary/events/:eventId": { get: "acting", post: "acting", form: { intent: "answer", says: "maybe" }, changes: "each", also: { "?done=job_added": one() } },
  "/diary/events/:eventId/dates": { get: "acting", post: "acting", form: { intent: "vote" } },
  "/diary/events/series/:seriesId": { get: "acting", post: "plansHub", form: { intent: "end" }, changes: "once" },
  "/diary/events/:eventId/change": { get: "plansHub", post: "plansHub", form: { intent: "change", version: "0" } },
  "/diary/events/:eventId/sheet": { get: "acting" },
  "/diary/events/:eventId/agenda": { get: "acting" },
  "/diary/events/:eventId/people": { get: "acting", post: "plansHub", form: { intent: "ask-guest", name: "" } },
  "/diary/events/:eventId/day": { get: "acting", post: "plansHub", form: { intent: "walk-in", name: "" } },
  "/diary/events/:eventId/recap": { get: "acting", post: "acting", form: { intent: "learn", learned: "" } },
  "/diary/events/turnout": { get: "acting", also: { "?months=12&organisation=:organisationId": one() } },
  "/diary/log": { get: "acting", post: "acting", form: { intent: "add", text: "" }, also: { "?words=hub&month=2026-11": one() } },
  "/diary": { get: "acting", also: { "?month=2027-02": one(), "?day=2027-02-02": one() } },
  "/diary/shadow/balance": { get: "acting" },
  "/diary/shadow/balance/first": { get: "acting" },
  // Everybody who acts reads what is proposed and decided; its words and turns are for those who are named, and facilitators.
  "/decisions": { get: "acting", also: { "?words=ring&page=2": one() } },
  "/decisions/new": { get: "acting", post: "acting", form: { about: "propose", title: "" } },
  "/decisions/:decisionId": { get: "acting", post: "tieSides", form: { about: "word", intent: "word", title: "" } },
  // Bashir's post at the Food Hub, which nobody else hosts: its sitter, colleagues there, facilitators.
  "/team/charter/:postId": { get: "charterIsMine", post: "charterIsMine", form: { about: "note", intent: "note", seen: "0", words: "" } },
  "/people/:clientId/notes/:noteId/sections/:sectionId/colleagues": { get: { reads: plan }, unlogged: "names colleagues; the page it completes has written its look" },
  "/people/:clientId/notes/:noteId/sections/:sectionId/history": { get: { reads: plan }, post: { writes: plan }, form: { seq: "0" }, looks: one("section.shared_plan history") },
};

/** Topics of Socket.IO by the form they take. */
export const topicPolicies: Record<Exclude<TopicName, "client" | "account" | "gap" | "event" | "tie" | "handover" | "charter" | "decision"> | "client:ID" | "account:ID" | "gap:ID" | "event:ID" | "tie:ID" | "handover:ID" | "charter:ID" | "decision:ID", Need> = {
  directory: "staff",
  team: "staff",
  people: "care",
  inbox: "staff",
  import: "facilitator",
  gaps: "acting",
  asks: "acting",
  diary: "acting",
  ties: "acting",
  decisions: "acting",
  "client:ID": "sees",
  "account:ID": "nobody",
  "gap:ID": "acting",
  "event:ID": "acting",
  "tie:ID": "tieSides",
  "handover:ID": "handoverIsMine",
  "charter:ID": "charterIsMine",
  "decision:ID": "acting",
};

/** Kinds of live document: a section follows its class (`standing`); about no person, and whoever acts writes: a proposal, an agenda, a recap. How two organisations work together is for the two. A proposal to decide is read by whoever acts, and written by those who are named. */
export const documentKinds = ["section", "proposal", "agenda", "recap", "working", "decision"] as const;

/** Background work, and on whose behalf it asks: `nobody` reads nothing about a person. */
export const jobNames: Record<string, "mail" | "import" | "renewal" | "gaps" | "diary" | "handover" | "nobody"> = {
  "send-letter": "mail",
  "check-import": "import",
  "run-import": "import",
  "clear-spent-keys": "nobody",
  "clear-old-imports": "import",
  sweep: "mail",
  "daily-renewals": "renewal",
  "daily-quiet": "gaps",
  "daily-actions": "diary",
  "daily-ties": "diary",
  "booking-told": "diary",
  "booking-due": "diary",
  "day-told": "diary",
  "host-told": "diary",
  "event-told": "diary",
  "event-due": "diary",
  "handover-due": "handover",
  "seat-ends": "handover",
  "day-without-host": "handover",
};

/** Letters, and what one may say; none names a person supported. */
export const letterKinds = ["invitation", "sign_in_code", "renewal", "withdrawal", "notice", "shadow", "event", "guest", "digest"] as const;

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
  handover_words: "holds",
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
export const aboutNobody: Record<string, string> = { activity: "t.client_id is null and (t.kind not like 'shadow.%' and t.kind not like 'charter.%' and t.kind not in ('tie.contact', 'tie.agreement') or t.account_id = :me)" };

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
  calendar_feed: "t.account_id = :me",
  // Counts of hashed keys, nobody's data.
  rate_limit: "true",
  staff_access: "false",
  audit_pending: "false",
  audit_chain: "false",
  area: "false",
  gap: "false",
  gap_move: "false",
  gap_join: "false",
  gap_role: "false",
  gap_stage: "false",
  gap_tried: "false",
  gap_link: "false",
  gap_kit: "false",
  gap_volunteer: "false",
  gap_training: "false",
  gap_group: "false",
  group_session: "false",
  gap_letter: "false",
  gap_invitation: "false",
  gap_outcome: "false",
  gap_check: "false",
  gap_word: "false",
  ask: "false",
  ask_answer: "false",
  ask_acceptance: "false",
  ask_check: "false",
  words_flag: "false",
  post_interest: "false",
  inbox_item: "false",
  shadow_terms: "false",
  shadow_offer: "false",
  shadow_day: "false",
  shadow_agreement: "false",
  shadow_booking: "false",
  shadow_turn: "false",
  shadow_told: "false",
  shadow_message: "false",
  shadow_reflection: "false",
  shadow_share: "false",
  shadow_wish: "false",
  shadow_alert: "false",
  public_holiday: "false",
  event_series: "false",
  learning_event: "false",
  event_turn: "false",
  event_told: "false",
  event_planner: "false",
  event_option: "false",
  event_invitee: "false",
  event_vote: "false",
  event_answer: "false",
  event_job: "false",
  event_door: "false",
  event_presence: "false",
  event_recap: "false",
  event_action: "false",
  learning_entry: "false",
  tie: "false",
  tie_turn: "false",
  tie_holder: "false",
  tie_line: "false",
  tie_contact: "false",
  tie_agreement: "false",
  tie_told: "false",
  introduction: "false",
  introduction_turn: "false",
  reach_attempt: "false",
  organisation_help: "false",
  organisation_reach: "false",
  handover: "false",
  handover_turn: "false",
  handover_item: "false",
  handover_visit: "false",
  cover: "false",
  cover_duty: "false",
  charter_answer: "false",
  charter_note: "false",
  charter_agreement: "false",
  decision: "false",
  decision_turn: "false",
  decision_named: "false",
  decision_voice: "false",
};

/** Tables of gaps and asks: whoever acts in the network reads all of them, a commissioner and a stranger nothing. */
export const tablesOfGaps = [
  "gap",
  "gap_move",
  "gap_join",
  "gap_role",
  "gap_stage",
  "gap_tried",
  "gap_link",
  "gap_kit",
  "gap_volunteer",
  "gap_training",
  "gap_group",
  "group_session",
  "gap_letter",
  "gap_invitation",
  "gap_outcome",
  "gap_check",
  "ask",
  "ask_answer",
  "ask_acceptance",
  "ask_check",
  "words_flag",
  "post_interest",
] as const;

/** Tables of learning events, by the same rule. */
export const tablesOfEvents = [
  "event_series",
  "learning_event",
  "event_turn",
  "event_planner",
  "event_option",
  "event_invitee",
  "event_vote",
  "event_answer",
  "event_job",
  "event_door",
  "event_presence",
  "event_recap",
  "event_action",
  "learning_entry",
] as const;

const actingRoles = roles.filter((role) => fulfils("acting", role, "none"));
/** Aileen's post (Covering sits in it), her manager, the post of her host Bashir, his manager, and the facilitator. */
const bothSides: readonly Role[] = ["aileen", "covering", "jo", "bashir", "sana", "fay"];

/**
 * Who sees a row of each table of shadow days, when Aileen of Harbour was Bashir's guest at the Food Hub, asked him for
 * another day, and waits to hear of new ones. What is written here is all: whoever is not named sees no row at all.
 */
export const tablesOfShadowing: Record<string, readonly Role[]> = {
  public_holiday: staff,
  shadow_terms: actingRoles,
  shadow_offer: actingRoles,
  shadow_day: actingRoles,
  shadow_booking: bothSides,
  shadow_turn: bothSides,
  shadow_message: bothSides,
  shadow_share: bothSides,
  // What the diary's own work told, for itself alone.
  shadow_told: [],
  event_told: [],
  // Between the two who spent the day.
  shadow_reflection: ["aileen", "bashir"],
  shadow_wish: ["aileen", "bashir", "sana", "fay"],
  shadow_alert: ["aileen", "covering"],
  // Managers of the guest's organisation, who answer for it.
  shadow_agreement: ["aileen", "jo", "fay"],
};

/** Whoever acts for Harbour or for the Food Hub, and the facilitator: a receptionist and a stranger act for others. */
const tieSides: readonly Role[] = ["aileen", "jo", "nils", "covering", "vol", "bashir", "sana", "fay"];

/** Bashir hands over what his post holds; his manager, whoever comes in by it, and facilitators. */
const handoverIsMine: readonly Role[] = ["bashir", "sana", "amir", "fay"];

/** Who sees a row of each table of handovers and cover, of one from Bashir's post in which Sana is asked and Amir comes in; words about a person stay with those who hold the case. */
export const tablesOfHandover: Record<string, readonly Role[]> = {
  handover: handoverIsMine,
  handover_turn: handoverIsMine,
  handover_item: handoverIsMine,
  handover_visit: ["bashir", "sana", "fay"],
  cover: actingRoles,
  cover_duty: actingRoles,
};

/** Who sees a row of each table of ties, of the one between Harbour and the Food Hub: that there is one, everybody acting; what is inside, the two. */
export const tablesOfTies: Record<string, readonly Role[]> = {
  tie: actingRoles,
  tie_holder: actingRoles,
  tie_line: actingRoles,
  introduction: actingRoles,
  introduction_turn: actingRoles,
  reach_attempt: actingRoles,
  organisation_help: actingRoles,
  organisation_reach: actingRoles,
  tie_turn: tieSides,
  tie_contact: tieSides,
  tie_agreement: tieSides,
  // What was told is the house's own.
  tie_told: [],
};

/** The charter of Bashir's post at the Food Hub: whoever sits there, colleagues of who employs it, facilitators. */
const charterIsMine: readonly Role[] = ["bashir", "sana", "fay"];

/** Who sees a row of the charter of Bashir's post, and of what the Food Hub and Harbour decide together. */
export const tablesOfDeciding: Record<string, readonly Role[]> = {
  charter_answer: charterIsMine,
  charter_note: charterIsMine,
  charter_agreement: charterIsMine,
  decision: actingRoles,
  decision_turn: actingRoles,
  decision_named: actingRoles,
  decision_voice: actingRoles,
};

/** A handover day, from Bashir to Amir: for the two, the host's post and managers, and the facilitator. */
export const handoverIsFor: readonly Role[] = ["bashir", "amir", "sana", "fay"];

/** Tables without anything about a person supported. */
export const tablesOfTheNetwork = Object.keys(networkTables);
