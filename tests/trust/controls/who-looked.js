/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "who-looked"];

export const controls = [
  { name: "a look that fails is let go", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length >= 0) return;" },
  { name: "looks are not chained with the read", file: "db/migrations/2026-11-21-03-notes-and-live-documents.sql", from: "create trigger view_is_chained after insert on view for each row execute function app.await_chain();", to: "" },
];
