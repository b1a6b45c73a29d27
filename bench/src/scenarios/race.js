/** A thousand people, each with a session and a connection of their own, press Book on the last places of a shadow day in one moment. */
import { randomUUID } from "node:crypto";
import { Browser } from "../board/asking.js";
import { startBusy } from "../pages/busy-server.js";
import { spread } from "../report/statistics.js";

export const race = {
  title: "Race for the last place",
  takesPart: (server) => server.ours,
  start: ({ scale, racers }) => startBusy(scale, { crowd: racers, before: (admin) => peopleFor(admin, racers) }),
  run,
};

async function run({ server, options }) {
  const people = server.crowd.slice(0, options.racers).map((cookie, n) => new Browser(server.baseUrl, cookie, `127.1.${n >> 8}.${n & 255}`));
  const admin = server.admin();
  try {
    await connected(people);
    const figures = {};
    for (const places of [1, 50]) Object.assign(figures, named(places, await raceFor(admin, people, places)));
    return figures;
  } finally {
    for (const person of people) person.close();
    await admin.end();
  }
}

/** Each has a connection before it begins; twenty at a time, as people come. */
async function connected(people) {
  const waiting = [...people];
  const one = async () => {
    for (let person = waiting.shift(); person; person = waiting.shift()) await person.ask("/healthz", { accept: "*/*" });
  };
  await Promise.all(Array.from({ length: 20 }, one));
}

async function raceFor(admin, people, places) {
  const dayId = await dayWith(admin, places);
  const begins = performance.now();
  const answers = await Promise.all(people.map((person) => press(person, dayId)));
  const allMs = performance.now() - begins;
  const [{ booked, taken }] = await admin`select (select count(*)::int from shadow_booking where day_id = ${dayId} and state = 'asked') as booked, taken from shadow_day where id = ${dayId}`;
  const kind = answers.filter(({ says }) => says === "kind");
  const other = answers.filter(({ says }) => says === "other");
  const faults = answers.filter(({ status }) => status >= 500 || status === 0).length;
  if (booked !== places || taken !== places || kind.length !== people.length - places || faults > 0) {
    throw new Error(`${places} places: ${booked} booked, ${taken} taken, ${kind.length} kind refusals, ${faults} faults; other answers: ${JSON.stringify(other.slice(0, 3))}`);
  }
  return { booked, refusals: kind.length, faults, allMs, ...spread(answers.map(({ ms }) => ms)) };
}

/** As the button does in a page that is open. */
async function press(person, dayId) {
  const startedAt = performance.now();
  const { status, text } = await person.ask(`/diary/shadow/${dayId}.data`, { method: "POST", form: { intent: "ask", part: "book", agreed: 1 }, accept: "*/*" }).catch((error) => ({ status: 0, text: String(error) }));
  const ms = performance.now() - startedAt;
  const says = status === 409 && text.includes("Someone took the last place.") ? "kind" : status === 202 && text.includes("/diary/shadow/bookings/") ? "booked" : "other";
  return { status, ms, says, ...(says === "other" ? { text: text.slice(0, 200) } : {}) };
}

const named = (places, figures) => Object.fromEntries(Object.entries(figures).map(([name, value]) => [`${places === 1 ? "last" : "of50"}${name[0].toUpperCase()}${name.slice(1)}`, value]));

/** A day of somebody who does not race. */
async function dayWith(admin, places) {
  const [offerId, dayId] = [randomUUID(), randomUUID()];
  await admin`insert into shadow_offer (id, where_words, expect_words, account_id, post_id, organisation_id)
    select ${offerId}, 'The side door', 'A morning at the desk.', account_id, post_id, organisation_id from app.seat where role <> 'commissioner' order by account_id desc limit 1`;
  await admin`insert into shadow_day (id, offer_id, starts_at, ends_at, places) values (${dayId}, ${offerId}, now() + interval '20 days', now() + interval '20 days 4 hours', ${places})`;
  return dayId;
}

/** As many people who act as race, and one who hosts: beside those of the network, workers of an organisation of their own. */
async function peopleFor(admin, racers) {
  const [{ there }] = await admin`select count(distinct account_id)::int as there from app.seat where role <> 'commissioner'`;
  const missing = racers + 1 - there;
  if (missing <= 0) return;
  const organisationId = randomUUID();
  await admin`insert into organisation (id, name, kind, source) values (${organisationId}, ${`Starting Line ${organisationId.slice(0, 8)}`}, 'third_sector', 'hand')`;
  const ids = Array.from({ length: missing }, () => ({ account: randomUUID(), post: randomUUID() }));
  await admin`insert into account ${admin(ids.map(({ account }, n) => ({ id: account, name: `Racer ${n}`, email: `racer-${account}@example.test` })))}`;
  await admin`insert into post ${admin(ids.map(({ post }) => ({ id: post, organisation_id: organisationId, title: "Worker", role: "worker" })))}`;
  await admin`insert into tenure ${admin(ids.map(({ account, post }) => ({ id: randomUUID(), account_id: account, post_id: post })))}`;
}
