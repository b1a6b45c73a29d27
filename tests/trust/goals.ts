/**
 * What is promised, goal by goal, and the suites of this folder that show it. `npm run trust` measures,
 * `scripts/trust-report.js` makes the table in docs/trust-model.md from here and from what was measured, and
 * `goals.unit.test.ts` keeps this list, the suites and their broken controls together.
 */
export type Goal = {
  id: `G${number}`;
  /** What a person affected may rely on. */
  promise: string;
  /** What the long size has to reach. */
  target: string;
  /** File names in this folder, without `.test.ts`. None: the goal has no suite yet. */
  suites: readonly string[];
  /** What of the goal is not shown yet, and why. A goal without a suite must say so. */
  notYet?: string;
};

export const goals: readonly Goal[] = [
  {
    id: "G1",
    promise: "Nobody reaches what their part in a case does not give them, by any way in, and what they may not see looks like what is not there.",
    target: "every role × relation × route × transport; 0 differences; what is unlisted fails",
    suites: ["access-matrix", "access-matrix-sockets"],
  },
  {
    id: "G2",
    promise: "With every guard of the application left out, the database alone keeps the same line.",
    target: "the matrix, at least 60 ways around per table, 4 bad roles refused at start; 0 rows too many",
    suites: ["rls-alone", "rls-attempts", "catalogue"],
  },
  { id: "G3", promise: "Protection costs nothing that would tempt anybody to switch it off.", target: "1,000,000 sections: every policy answers from an index", suites: ["policy-cost", "scopes-asked-quickly"] },
  { id: "G4", promise: "No request ever runs as whoever came before it.", target: "100,000 interleaved requests with aborted transactions; 0 mixed up", suites: ["context-bleed"] },
  { id: "G5", promise: "What was acknowledged survives the sudden death of the server.", target: "200 kills, 100 writers; 0 acknowledged words lost, replicas byte-equal", suites: ["kill9-with-writers"] },
  { id: "G6", promise: "What was acknowledged survives the death of PostgreSQL, an outage and a full disk.", target: "0 acknowledged words lost, nothing acknowledged that is not stored", suites: ["postgres-killed"] },
  { id: "G7", promise: "No order of events, however odd, breaks a document or a board.", target: "invariants I1 to I8 after every step of every seed; every pair of conflicting acts 40 times, 20 kills", suites: ["simulation", "gaps-at-once"] },
  { id: "G8", promise: "When consent is withdrawn, not one later byte reaches whom it shut out.", target: "10,000 withdrawals; 0 later canaries; dead within 1 s", suites: ["withdrawal-with-canaries"] },
  { id: "G9", promise: "Whoever leaves is out of everything at once, by one act; so is everybody when an organisation closes.", target: "every way in: one person dead within 1 s, an organisation of 500 within 10 s; 0 returns", suites: ["offboarding"] },
  { id: "G10", promise: "No bytes, however malformed, stop the server, stall it or spoil a document.", target: "1,000,000 frames, 1,000,000 packets, 100,000 bodies; 0 exits, 0 documents that do not load", suites: ["fuzzed-frames", "fuzzed-live", "fuzzed-bodies", "gaps-hostile", "diary-hostile", "ties-hostile"] },
  { id: "G11", promise: "A writer who means harm can harm only in their own name, and it can be taken back.", target: "at least 25 attacks × 100; refused or rewound; others' words survive", suites: ["hostile-updates"] },
  { id: "G12", promise: "One slow reader costs the others nothing.", target: "200 paused readers; at most 1 MiB each; healthy p99 within 20 %", suites: ["slow-readers"] },
  { id: "G13", promise: "A flood does not shut out those who need the house.", target: "unauthenticated sockets dead within 5 s; honest p95 at most doubled", suites: ["floods"] },
  { id: "G14", promise: "No other website can act or listen as somebody signed in here.", target: "at least 200 variants per way in; 0 accepted", suites: ["origin-and-csrf"] },
  { id: "G15", promise: "When a check cannot be made, the answer is no.", target: "every policy, consent and session call thrown, hung and emptied; 0 allowed", suites: ["fail-closed"] },
  { id: "G16", promise: "Each look at a person is written down in the same breath, or does not happen.", target: "every allowed cell one row, every denied none", suites: ["who-looked"] },
  { id: "G17", promise: "Not even the owner of the database changes the record of who looked without being found out.", target: "10,000 attacks, 100 % found and placed; 1,000 clean runs, 0 alarms; 1,000,000 rows in 10 s", suites: ["audit-tampering"] },
  { id: "G18", promise: "Emergency access is seen by somebody.", target: "0 uses without reason and step-up", suites: [], notYet: "emergency access does not exist" },
  { id: "G19", promise: "Erased words are gone from every place.", target: "0 of 50 canaries in 20 places", suites: [], notYet: "erasure is a request to the data lead so far" },
  { id: "G20", promise: "A backup comes back whole, without those who were erased.", target: "30 restores in a row", suites: [], notYet: "restoring is described in docs/operations.md and not rehearsed by a suite" },
  { id: "G21", promise: "A person gets everything held about them, and nothing about others.", target: "100 % of rows within 60 s", suites: [], notYet: "subject access is a request to the data lead so far" },
  {
    id: "G22",
    promise: "On a desk others use, nothing of a note stays behind.",
    target: "20 notes, 8 ways to leave; 0 canaries on disk, behind Back or after a restore; gone within 1 s",
    suites: ["shared-desk"],
    notYet: "Firefox; a browser set to reopen its last pages lets its owner in again until the session ends (20 minutes); a name searched for on the page of people, or on the page of search, stands in the browser's history; swap and crash dumps belong to the machine",
  },
  { id: "G23", promise: "A stolen database opens nothing, a code works once, a flood locks nobody out.", target: "0 usable values, 0 of 1,000 replays, mean gap known to unknown address at most 5 ms", suites: ["sessions"] },
  { id: "G24", promise: "A commissioner sees counts, never people.", target: "no cell below 10 published or derivable", suites: [], notYet: "there are no counts for commissioners yet; their role reaches no person (G1)" },
  { id: "G25", promise: "No library with a known hole of ours stays in the house.", target: "0 below the floors; 0 high or critical advisories older than 7 days", suites: ["supply-chain"], notYet: "the nightly scan for advisories needs the network; `npm audit` is the command" },
  { id: "G26", promise: "It stands through a day of faults.", target: "24 h, 500 people, a fault a minute", suites: [], notYet: "a day of one machine; G5 to G8 run one after another so far" },
  {
    id: "G27",
    promise: "Whoever leaves, however they leave, what they held stays: every tie, person, promise, booking, gap and event has somebody, or is on the list of somebody who is there.",
    target: "30 networks, everybody replaced, a third with a handover, a third on notice, a third overnight; 0 lost, 0 consents widened, 0 reads by former people",
    suites: ["turnover"],
  },
];
