/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "scopes-asked-quickly"];
export const patience = 120_000;

export const controls = [
  {
    name: "asked quickly, a case that ended is still held",
    file: "db/migrations/2026-11-21-50-what-i-may-see-is-asked-by-index.sql",
    from: "from mine s join caseload k on k.post_id = s.post_id and k.valid_from <= now() and (k.valid_until is null or k.valid_until > now())",
    to: "from mine s join caseload k on k.post_id = s.post_id",
  },
  {
    name: "asked quickly, notes may be written without consent",
    file: "db/migrations/2026-11-21-52-answers-about-rights-come-at-once.sql",
    from: "where k.client_id = c.client_id and k.purpose = 'keep_notes' and k.ended_at is null and k.valid_from <= now() and k.valid_until > now())",
    to: "where k.client_id = c.client_id)",
  },
];
