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
    route("people/:clientId/ending", "routes/people.$clientId.ending.ts"),
    route("people/:clientId/notes/:noteId", "routes/people.$clientId.notes.$noteId.tsx"),
    route("people/:clientId/notes/:noteId/late-words", "routes/people.$clientId.notes.$noteId.late-words.ts"),
    route("people/:clientId/notes/:noteId/sections/:sectionId/colleagues", "routes/people.$clientId.notes.$noteId.sections.$sectionId.colleagues.ts"),
    route("people/:clientId/notes/:noteId/sections/:sectionId/history", "routes/people.$clientId.notes.$noteId.sections.$sectionId.history.tsx"),
  ]),
  // Without a page of their own.
  route("sign-out", "routes/sign-out.tsx"),
] satisfies RouteConfig;
