/**
 * Every loader and action of the route manifest (app/routes.ts), and what an ordinary visit to it says. A route that
 * is neither here nor among `apart` fails the run, so that a new one is measured from its first day.
 */
const care = ["link_worker", "worker", "manager"];
const staff = [...care, "practice", "volunteer", "commissioner", "facilitator"];
const acting = staff.filter((role) => role !== "commissioner");
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
  get("/directory/found?words=garden", staff, { route: "/directory/found", name: "/directory/found", pageOnly: true }),
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
  get("/inbox", acting),
  get("/inbox/news", acting, { pageOnly: true }),
  get("/me/interests", acting),
  get("/directory/areas", staff),
  get("/gaps", acting),
  get("/gaps?need=warmth&group=veterans", acting, { route: "/gaps", name: "/gaps, filtered" }),
  get("/gaps?view=list&sort=quietest", acting, { route: "/gaps", name: "/gaps, as a list" }),
  get("/gaps/new", acting),
  get("/gaps/resting", acting),
  get("/gaps/cards?ids=:gapId", acting, { route: "/gaps/cards", name: "/gaps/cards", pageOnly: true }),
  get("/gaps/alike?words=nobody+to+drive+older+people+home", acting, { route: "/gaps/alike", name: "/gaps/alike", pageOnly: true }),
  get("/gaps/asks", acting),
  get("/gaps/asks?q=warm+place", acting, { route: "/gaps/asks", name: "/gaps/asks, searched" }),
  get("/gaps/asks/new", acting),
  get("/gaps/asks/alike?words=who+lends+a+heater", acting, { route: "/gaps/asks/alike", name: "/gaps/asks/alike", pageOnly: true }),
  get("/gaps/to-check", ["facilitator", "manager"]),
  get("/gaps/:gapId", acting),
  get("/gaps/:gapId/proposal", acting),
  get("/gaps/:gapId/proposal/history", acting),
  get("/gaps/:gapId/kit", acting),
  get("/gaps/:gapId/group", acting),
  get("/gaps/:gapId/group/edit", acting),
  get("/gaps/:gapId/elsewhere", acting),
  get("/gaps/:gapId/pack", acting),
  get("/gaps/:gapId/pack.csv", acting, { pageOnly: true }),
  get("/gaps/:gapId/pack/letter", acting),
  // The diary.
  get("/diary", acting),
  get("/diary/shadow", acting),
  get("/diary/shadow/agreement", acting),
  get("/diary/shadow/offer", acting),
  get("/diary/shadow/mine", acting),
  get("/diary/shadow/ask", acting),
  get("/diary/shadow/balance", acting),
  get("/diary/shadow/balance/first", acting, { pageOnly: true }),
  get("/diary/shadow/:dayId", acting),
  get("/diary/shadow/bookings/:bookingId", acting),
  get("/diary/shadow/bookings/:bookingId/calendar.ics", acting, { pageOnly: true }),
  get("/diary/shadow/wishes/:wishId", acting),
  get("/diary/events", acting),
  get("/diary/events/new", acting),
  get("/diary/events/who?words=a", acting, { route: "/diary/events/who", name: "/diary/events/who", pageOnly: true }),
  get("/diary/events/turnout", acting),
  get("/diary/events/series/:seriesId", acting),
  anEvent(""),
  anEvent("/agenda"),
  anEvent("/people"),
  anEvent("/dates"),
  anEvent("/sheet"),
  anEvent("/day"),
  anEvent("/recap"),
  anEvent("/calendar.ics", { pageOnly: true }),
  get("/diary/events/:plannedId/change", acting, { route: "/diary/events/:eventId/change", name: "/diary/events/:eventId/change" }),
  get("/diary/log", acting),
  get("/diary/log?words=line", acting, { route: "/diary/log", name: "/diary/log, searched" }),
  get("/me/calendar", acting),
  get("/outbox/jobs", ["facilitator"]),
  // Ties, the map, introductions, decisions.
  get("/directory/ties", acting),
  get("/directory/ties?network=1", ["facilitator"], { route: "/directory/ties", name: "/directory/ties, the whole network" }),
  get("/directory/ties/new", acting),
  get("/directory/ties/new?words=pantry", acting, { route: "/directory/ties/new", name: "/directory/ties/new, searched" }),
  get("/directory/ties/:tieId", acting),
  get("/directory/ties/:tieId/history", acting),
  get("/directory/map", acting),
  get("/directory/map?organisation=:otherOrganisationId", acting, { route: "/directory/map", name: "/directory/map, of another" }),
  get("/directory/map/network", ["facilitator"]),
  get("/directory/organisations/:otherOrganisationId", acting, { route: "/directory/organisations/:organisationId", name: "/directory/organisations/:organisationId, of another" }),
  get("/directory/organisations/:otherOrganisationId/close", ["facilitator"], { route: "/directory/organisations/:organisationId/close", name: "/directory/organisations/:organisationId/close" }),
  get("/directory/introductions", acting),
  get("/directory/introductions/:introductionId", acting),
  get("/decisions", acting),
  get("/decisions?words=tuesday", acting, { route: "/decisions", name: "/decisions, searched" }),
  get("/decisions/new", acting),
  get("/decisions/:decisionId", acting),
  // Leaving, being away, what nobody holds, and who decides what about a post.
  get("/team/charter/:postId", acting),
  get("/me/handover", acting),
  get("/team/handovers/:handoverId", acting),
  get("/team/handovers/:itsHandoverId/people/:itemId", care, { route: "/team/handovers/:handoverId/people/:itemId", name: "/team/handovers/:handoverId/people/:itemId" }),
  get("/team/handovers/:itsHandoverId/people/:itemId/letter", care, { route: "/team/handovers/:handoverId/people/:itemId/letter", name: "/team/handovers/:handoverId/people/:itemId/letter" }),
  get("/team/home", acting),
  get("/team/home/:homeId", acting, { route: "/team/home/:postId", name: "/team/home/:postId" }),
  get("/team/cover/new", acting),
  get("/team/cover/:coverId", acting),
  get("/team/leaving/:leavingId", ["manager", "facilitator"], { route: "/team/leaving/:accountId", name: "/team/leaving/:accountId" }),
  get("/search?q=ailsa", care, { route: "/search", name: "/search" }),
  get("/search/found?q=ailsa", care, { route: "/search/found", name: "/search/found", pageOnly: true }),
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
  post("/gaps/:gapId/acts", acting, { form: form({ intent: "join", band: "one_two", back: "/gaps" }) }),
  post("/directory/ties/:tieId", acting, { form: form({ intent: "contact", kind: "call", line: "A word about next week." }) }),
  post("/directory/organisations/:otherOrganisationId", acting, { route: "/directory/organisations/:organisationId", name: "POST /directory/organisations/:organisationId", form: form({ about: "try", how: "phone", reached: "no" }) }),
  post("/team/handovers/:makingId", acting, { route: "/team/handovers/:handoverId", name: "POST /team/handovers/:handoverId", form: form({ intent: "refresh" }) }),
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
  "/inbox/done": "takes a piece of news of one's own",
  "/gaps/asks/:askId": "the busy network has no questions yet",
  "/gaps/:gapId/group/poster": "there only once a group runs",
  "/gaps/:gapId/elsewhere/letter": "there only after an invitation",
  "/rsvp/:token": "takes a link sent by email",
  "/here/:secret": "takes the code on the wall of an event",
  "/calendar/:secret": "takes an address that was made for a program: scenario diary",
  "/outbox/:letterId/calendar.ics": "takes a letter with a day in it; the busy network sends none",
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

/** A learning event has other ids than what people agree to, which is an `eventId` too. */
function anEvent(below, more = {}) {
  const route = `/diary/events/:eventId${below}`;
  return get(`/diary/events/:learningEventId${below}`, acting, { route, name: route, ...more });
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
