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
  ]),
  // Without a page of their own.
  route("sign-out", "routes/sign-out.tsx"),
] satisfies RouteConfig;
