/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "access-matrix.test"];
export const patience = 170_000;

export const controls = [
  { name: "a door answers otherwise for what is not there", file: "app/features/case-notes/access.server.ts", from: "if (!row) notFound();", to: "if (!row) throw new Error('nobody');" },
  { name: "a look is not written down", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length >= 0) return;" },
  { name: "a look is written down twice", file: "app/shared/views.server.ts", from: "looks.map((look) => ({", to: "[...looks, ...looks].map((look) => ({" },
  { name: "a page about a person has a route that nobody listed", file: "app/routes.ts", from: 'route("people/new", "routes/people.new.tsx"),', to: 'route("people/new", "routes/people.new.tsx"),\n    route("people/:clientId/all", "routes/people.$clientId.details.tsx", { id: "all" }),' },
];
