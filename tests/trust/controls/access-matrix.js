/** Broken on purpose by scripts/broken-controls.js; the suite named must then fail. */
export const suite = ["trust", "access-matrix.test"];
export const patience = 170_000;

export const controls = [
  { name: "the page to change an event opens for everybody who acts", file: "app/routes/diary.events.$eventId.change.tsx", from: "if (!event.abilities.plan) notFound();", to: "if (!event.abilities) notFound();", by: "pages and forms" },
  { name: "what hangs by one thread is shown to whoever looks for it", file: "app/features/relationships/map/network.server.ts", from: "if (!isFacilitator(actor)) notFound();", to: "if (!actor) notFound();", by: "pages and forms" },
  { name: "a door answers otherwise for what is not there", file: "app/features/case-notes/access.server.ts", from: "if (!row) notFound();", to: "if (!row) throw new Error('nobody');" },
  { name: "a look is not written down", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length >= 0) return;" },
  { name: "a look is written down twice", file: "app/shared/views.server.ts", from: "if (looks.length === 0) return;", to: "if (looks.length === 0) return;\n  looks = [...looks, ...looks];" },
  { name: "a page about a person has a route that nobody listed", file: "app/routes.ts", from: 'route("people/new", "routes/people.new.tsx"),', to: 'route("people/new", "routes/people.new.tsx"),\n    route("people/:clientId/all", "routes/people.$clientId.details.tsx", { id: "all" }),' },
];
