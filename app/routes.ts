import { index, layout, route, type RouteConfig } from "@react-router/dev/routes";

export default [
  index("routes/home.tsx"),
  layout("routes/public.tsx", [
    // People without an account, or not signed in yet.
    route("sign-in", "routes/sign-in.tsx"),
  ]),
  layout("routes/signed-in.tsx", [
    route("today", "routes/today.tsx"),
    // Organisations, posts, team, devices.
    // The person supported, their consent, notes.
    route("late-words", "routes/late-words.tsx"),
    route("search", "routes/search.tsx"),
    route("people", "routes/people.tsx"),
    route("people/new", "routes/people.new.tsx"),
    route("people/:clientId", "routes/people.$clientId.tsx", [
      index("routes/people.$clientId._index.tsx"),
      route("notes", "routes/people.$clientId.notes._index.tsx"),
      route("plan", "routes/people.$clientId.plan.tsx"),
      route("sharing", "routes/people.$clientId.sharing.tsx"),
      route("looks", "routes/people.$clientId.looks.tsx"),
      route("history", "routes/people.$clientId.history.tsx"),
    ]),
    route("people/:clientId/details", "routes/people.$clientId.details.tsx"),
    route("people/:clientId/lawful-basis", "routes/people.$clientId.lawful-basis.tsx"),
    route("people/:clientId/case-holders", "routes/people.$clientId.case-holders.tsx"),
    route("people/:clientId/looks/sheet", "routes/people.$clientId.looks.sheet.tsx"),
    route("people/:clientId/consent/new", "routes/people.$clientId.consent.new.tsx"),
    route("people/:clientId/consent/:eventId/receipt", "routes/people.$clientId.consent.$eventId.receipt.tsx"),
    route("people/:clientId/withdrawal", "routes/people.$clientId.withdrawal.tsx"),
    route("people/:clientId/withdrawal/:eventId", "routes/people.$clientId.withdrawal.$eventId.tsx"),
    route("people/:clientId/notes/new", "routes/people.$clientId.notes.new.tsx"),
    route("consent-grants/:grantId/withdrawal", "routes/consent-grants.$grantId.withdrawal.ts"),
    route("people/:clientId/ending", "routes/people.$clientId.ending.ts"),
    route("people/:clientId/notes/:noteId", "routes/people.$clientId.notes.$noteId.tsx"),
    route("people/:clientId/notes/:noteId/acts", "routes/people.$clientId.notes.$noteId.acts.ts"),
    route("people/:clientId/notes/:noteId/late-words", "routes/people.$clientId.notes.$noteId.late-words.ts"),
    route("people/:clientId/notes/:noteId/sections/:sectionId/colleagues", "routes/people.$clientId.notes.$noteId.sections.$sectionId.colleagues.ts"),
    route("people/:clientId/notes/:noteId/sections/:sectionId/history", "routes/people.$clientId.notes.$noteId.sections.$sectionId.history.tsx"),
  ]),
  // Without a page of their own.
  route("sign-out", "routes/sign-out.tsx"),
] satisfies RouteConfig;
