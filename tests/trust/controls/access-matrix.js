/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "access-matrix"];
export const patience = 170_000;

export const controls = [
  { name: "a door answers otherwise for what is not there", file: "app/features/case-notes/access.server.ts", from: "if (!row) notFound();", to: "if (!row) throw new Error('nobody');" },
  { name: "a look is not written down", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length >= 0) return;" },
];
