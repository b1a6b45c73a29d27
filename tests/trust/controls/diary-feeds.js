/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["database", "tests/diary/feeds"];

const migration = "db/migrations/2026-11-21-83-calendars-letters-and-work-that-failed.sql";
const feeds = "app/features/diary/calendar/feeds.server.ts";
export const controls = [
  { name: "a calendar that was stopped still answers", file: migration, from: "x.secret_hash = app.presented() and x.revoked_at is null", to: "x.secret_hash = app.presented()", by: "made up, replaced, stopped" },
  { name: "whoever left takes their calendar along", file: migration, from: /create trigger feeds_end_with_tenure [^;]*;\n/, to: "", by: "made up, replaced, stopped" },
  { name: "the address of a calendar is kept as it is", file: feeds, from: 'return createHash("sha256").update(secret).digest("hex");', to: 'return createHash && Buffer.from(secret, "base64url").toString("hex");', build: false, by: "kept as a hash alone" },
  { name: "a stopped calendar is opened again by its row", file: migration, from: "with check (account_id = (select app.account()) and revoked_at is not null);", to: "with check (account_id = (select app.account()));", by: "nobody else's to see" },
  { name: "a calendar is made in another's name", file: migration, from: "with check (account_id = (select app.account()) and (select app.is_acting()));", to: "with check ((select app.is_acting()));", by: "nobody else's to see" },
  { name: "whoever guesses addresses is not stopped", file: "app/routes/calendar.$secret.ts", from: '    await limit("feed", keyOf(secret));\n', to: "", build: false, by: "not read without end" },
];
