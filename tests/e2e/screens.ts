import type { Name } from "./demonstration";

export type Ids = Record<"clientId" | "noteId" | "sectionId" | "eventId" | "stoppedId" | "organisationId" | "postId" | "importId" | "token", string>;
type Screen = { as: Name | "nobody" | "at the code" | "covered"; at?: (ids: Ids) => string };

/** Who opens which screen. A page of app/routes.ts that is not in here fails the suite. */
export const screens: Record<string, Screen> = {
  "/sign-in": { as: "nobody" },
  "/sign-in/code": { as: "at the code" },
  "/invite/:token": { as: "nobody" },
  "/help": { as: "nobody" },
  "/privacy": { as: "nobody" },
  "/accessibility": { as: "nobody" },
  "/covered": { as: "covered" },
  "/today": { as: "Aileen" },
  "/me": { as: "Aileen" },
  "/me/welcome": { as: "Aileen" },
  "/directory": { as: "Aileen" },
  "/directory/organisations/:organisationId": { as: "Aileen" },
  "/directory/posts/:postId": { as: "Sana" },
  "/directory/organisations/new": { as: "Fay" },
  "/directory/organisations/:organisationId/facts": { as: "Fay" },
  "/directory/organisations/:organisationId/posts/new": { as: "Fay" },
  "/directory/import": { as: "Fay" },
  "/directory/import/:importId": { as: "Fay" },
  "/team": { as: "Sana" },
  "/team/invitations/new": { as: "Sana" },
  "/outbox": { as: "Fay" },
  "/late-words": { as: "Bashir" },
  "/search": { as: "Aileen", at: () => "/search?q=Mrs" },
  "/people": { as: "Aileen" },
  "/people/new": { as: "Aileen" },
  "/people/:clientId": { as: "Aileen" },
  "/people/:clientId/notes": { as: "Aileen" },
  "/people/:clientId/plan": { as: "Aileen" },
  "/people/:clientId/sharing": { as: "Aileen" },
  "/people/:clientId/looks": { as: "Aileen" },
  "/people/:clientId/history": { as: "Aileen" },
  "/people/:clientId/details": { as: "Aileen" },
  "/people/:clientId/lawful-basis": { as: "Aileen" },
  "/people/:clientId/looks/sheet": { as: "Aileen" },
  "/people/:clientId/consent/new": { as: "Aileen" },
  "/people/:clientId/consent/:eventId/receipt": { as: "Aileen" },
  "/people/:clientId/withdrawal": { as: "Aileen" },
  "/people/:clientId/withdrawal/:eventId": { as: "Aileen", at: (ids) => `/people/${ids.clientId}/withdrawal/${ids.stoppedId}` },
  "/people/:clientId/notes/new": { as: "Aileen" },
  "/people/:clientId/notes/:noteId": { as: "Bashir" },
  "/people/:clientId/notes/:noteId/sections/:sectionId/history": { as: "Aileen" },
};

export function addressOf(path: string, ids: Ids): string {
  const { at } = screens[path] ?? {};
  return at ? at(ids) : path.replaceAll(/:(\w+)/g, (_all, name: keyof Ids) => ids[name]);
}
