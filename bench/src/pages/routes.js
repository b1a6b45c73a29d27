/**
 * Every loader and action of the route manifest (app/routes.ts), and what an ordinary visit to it says. A route that
 * is neither here nor among `apart` fails the run, so that a new one is measured from its first day.
 */
const care = ["link_worker", "worker", "manager"];
const staff = [...care, "practice", "volunteer", "commissioner", "facilitator"];
const holders = (place) => place.holds;
const writers = (place) => place.writes;
const today = () => new Date(Date.now()).toISOString().slice(0, 10);
const form = (fields) => (place) => Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, typeof value === "function" ? value(place) : value]));

/** `where` says which of a visitor's places will do; `status` what a visit should answer. */
export const gets = [
  get("/", staff, { status: 302, pageOnly: true }),
  get("/help", staff),
  get("/privacy", staff),
  get("/accessibility", staff),
  get("/sign-in", ["stranger"]),
  get("/today", staff),
  get("/me", staff),
  get("/me/welcome", staff),
  get("/directory", staff),
  get("/directory?q=garden", staff, { route: "/directory", name: "/directory, searched" }),
  get("/directory/organisations/:organisationId", staff),
  get("/directory/posts/:postId", staff),
  get("/directory/organisations/new", ["facilitator"]),
  get("/directory/organisations/:organisationId/facts", ["facilitator"]),
  get("/directory/organisations/:organisationId/posts/new", ["manager", "facilitator"]),
  get("/directory/import", ["facilitator"]),
  get("/team", staff),
  get("/team/invitations/new", ["manager", "facilitator"]),
  get("/outbox", ["facilitator"]),
  get("/late-words", care),
  get("/search?q=ailsa", care, { route: "/search", name: "/search" }),
  get("/people", care),
  get("/people?filter=ends", care, { route: "/people", name: "/people, ending soon" }),
  get("/people?q=:name", care, { route: "/people", name: "/people, searched" }),
  get("/people/new", care),
  get("/people/:clientId", care),
  get("/people/:clientId/notes", care),
  get("/people/:clientId/plan", care),
  get("/people/:clientId/sharing", care),
  get("/people/:clientId/looks", care),
  get("/people/:clientId/history", care),
  get("/people/:clientId/details", care, { where: holders }),
  get("/people/:clientId/lawful-basis", care),
  get("/people/:clientId/looks/sheet", care, { where: holders }),
  get("/people/:clientId/consent/new", care, { where: holders }),
  get("/people/:clientId/consent/:eventId/receipt", care, { where: (place) => place.holds && place.eventId }),
  get("/people/:clientId/withdrawal", care),
  get("/people/:clientId/notes/new", care),
  get("/people/:clientId/notes/:noteId", care),
  get("/people/:clientId/notes/:noteId/sections/:sectionId/colleagues?q=a", care, { route: "/people/:clientId/notes/:noteId/sections/:sectionId/colleagues", name: "/people/:clientId/notes/:noteId/sections/:sectionId/colleagues", dataOnly: true }),
  get("/people/:clientId/notes/:noteId/sections/:sectionId/history", care),
];

export const posts = [
  post("/me", staff, { status: 302, form: form({ intent: "device", device: "mine" }) }),
  post("/people/new", care, { form: form({ name: "Somebody New", phone: "01632 960000", whatMatters: "The garden" }) }),
  post("/people/:clientId", care, { index: true, where: holders, form: form({ words: "A quiet week, please.", saidOn: today }) }),
  post("/people/:clientId/plan", care, { where: writers, form: form({ words: "Ring the club", sectionClass: "shared_plan", dueOn: today }) }),
  post("/people/:clientId/details", care, { where: holders, form: form({ name: (place) => place.name, phone: "01632 960001" }) }),
  post("/people/:clientId/lawful-basis", care, { where: holders, form: form({ basis: "legitimate_interests", condition: "not_for_profit_body" }) }),
  post("/people/:clientId/notes/new", care, { where: (place) => place.writes && place.holds, form: form({ kind: "visit", happenedOn: today, classes: "visit" }) }),
  post("/people/:clientId/notes/:noteId", care, { where: writers, form: form({ intent: "add-step", sectionClass: "shared_plan", words: "Ask about a lift" }) }),
  post("/people/:clientId/notes/:noteId/acts", care, { where: writers, form: form({ intent: "add-step", sectionClass: "shared_plan", words: "Ask about a seat" }) }),
  post("/people/:clientId/case-holders", care, { where: holders, form: form({ intent: "add", post: (place) => place.postId }) }),
  post("/people/:clientId/consent/new", care, { where: holders, form: form({ step: "sharing", soFar: '{"notes":{"keep":true,"until":"2027-01-01"},"shares":[]}', q: "pantry" }) }),
  post("/directory/organisations/new", ["facilitator"], { form: form({ name: "Another Pantry", kind: "third_sector" }) }),
  post("/directory/organisations/:organisationId/posts/new", ["manager"], { form: form({ title: "Another worker", role: "worker" }) }),
];

/** Not asked here, and why. */
export const apart = {
  "/sign-in/code": "takes a code sent by email",
  "/invite/:token": "takes a link sent by email",
  "/sign-in/passkey": "takes a passkey",
  "/covered/passkey": "takes a passkey",
  "/covered/code": "takes a code sent by email",
  "/me/passkeys": "takes a passkey",
  "/covered": "covers the page of the session that the next visit needs",
  "/sign-out": "ends it",
  "/me/here": "says that somebody is at the desk",
  "/directory/import/:importId": "a page of an import under way: scenario import",
  "/people/:clientId/withdrawal/:eventId": "there only after one's own withdrawal: scenario withdrawal",
  "/consent-grants/:grantId/withdrawal": "scenario withdrawal",
  "/people/:clientId/ending": "there only after an end: scenario withdrawal",
  "/people/:clientId/notes/:noteId/late-words": "takes words that came too late",
};

export const routes = [...gets, ...posts];

function get(path, roles, more = {}) {
  return { verb: "GET", path, route: path, name: path, roles, status: 200, where: () => true, ...more };
}

/** Most acts answer with a redirect; some with what they did. */
function post(path, roles, more) {
  return { verb: "POST", path, route: path, name: `POST ${path}`, roles, where: () => true, ...more };
}

/** Routes of the product's own manifest that nobody asks here: their paths. */
export function unasked(manifest) {
  const known = new Set([...routes.map(({ route }) => route), ...Object.keys(apart)]);
  return manifest.filter((path) => !known.has(path));
}
