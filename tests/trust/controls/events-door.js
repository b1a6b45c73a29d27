/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/events/day"];

const events = "db/migrations/2026-11-21-82-learning-events.sql";
export const controls = [
  { name: "a code that was closed still signs in", file: events, from: "when d.ended_at is not null or e.state <> 'set' then 'over'", to: "when e.state <> 'set' then 'over'", by: "one that is closed, early or over" },
  { name: "a code signs in whenever one likes", file: events, from: "when now() < e.starts_at - interval '60 minutes' then 'early'\n    when now() > e.ends_at + interval '3 hours' then 'over' else 'open' end", to: "else 'open' end", by: "one that is closed, early or over" },
  { name: "the phone at the door says who was asked", file: "app/features/events/day/here.server.ts", from: "    await signInHere(db, secret,", to: "    if ((await signInHere(db, secret, { name, organisation: field(\"organisation\"), role: field(\"role\") })).known) throw wrong(\"name\", \"You are on the list.\");\n    await signInHere(db, secret,", build: false, by: "names nobody" },
  { name: "whoever does not plan ticks another's name", file: "app/features/events/policy.ts", from: "return canActOnEvents(actor) && (sitsIn(actor, invitee.postId) || canPlan(actor, event));", to: "return canActOnEvents(actor) && (sitsIn(actor, invitee.postId) || Boolean(event));", build: false, by: "lets whoever does not plan tick themselves" },
];
