/** One colleague after another posts or moves a gap; how soon everybody who has the board open holds the card. */
import { Browser } from "../board/asking.js";
import { Watcher } from "../board/watcher.js";
import { startBusy } from "../pages/busy-server.js";
import { sleep } from "../processes/within.js";
import { spread } from "../report/statistics.js";

/** A server that has just started is slower until its code is compiled; users meet one that has run for days. */
const unmeasured = 12;
const lastCardsMs = 5_000;

export const board = {
  title: "Board",
  takesPart: (server) => server.ours,
  start: ({ scale, watchers }) => startBusy(scale, { crowd: watchers + posters }),
  run,
};
/** Nobody posts more than twenty in a minute. */
const posters = 20;

async function run({ server, options }) {
  const arrivals = new Map();
  const note = (id, version, at) => arrivals.set(`${id} ${version}`, [...(arrivals.get(`${id} ${version}`) ?? []), at]);
  const people = server.crowd.slice(0, posters).map((cookie) => new Browser(server.baseUrl, cookie));
  const watchers = server.crowd.slice(posters, posters + options.watchers).map((cookie) => new Watcher(server.baseUrl, cookie, note));
  const heldOf = ({ id, version }) => arrivals.get(`${id} ${version}`) ?? [];
  try {
    for (const watcher of watchers) await watcher.open();
    const acts = await actSteadily(people, options);
    for (let waited = 0; waited < lastCardsMs && acts.some((act) => heldOf(act).length < watchers.length); waited += 50) await sleep(0.05);
    return figuresOf(acts.slice(unmeasured), heldOf, watchers.length);
  } finally {
    for (const one of [...watchers, ...people]) one.close();
  }
}

/** An open loop: an act begins when it is due, whether or not the last one has reached everybody. */
async function actSteadily(people, { boardActs, boardRate }) {
  const acts = [];
  const begins = performance.now();
  for (let n = 0; n < boardActs + unmeasured; n++) {
    await sleep(Math.max(0, (begins + (n * 1000) / boardRate - performance.now()) / 1000));
    const person = people[n % people.length];
    acts.push(n % 2 === 0 ? await post(person, n) : await move(person, acts.at(-1)));
  }
  return acts;
}

async function post(person, n) {
  const startedAt = performance.now();
  const form = { sentence: `Nowhere to sit after the ${n % 7 === 0 ? "bingo" : "lunch"}, said ${n} of us at ${Date.now()}`, need: "company" };
  const answer = await person.ask("/gaps/new", { method: "POST", form, accept: "text/html" });
  const id = /posted=([0-9a-f-]{36})/.exec(answer.location ?? "")?.[1];
  if (!id) throw new Error(`posting a gap answered ${answer.status}`);
  return { id, version: 1, startedAt };
}

async function move(person, { id, version }) {
  const startedAt = performance.now();
  const answer = await person.ask(`/gaps/${id}/acts`, { method: "POST", form: { intent: "move", to: "resting", version } });
  if (answer.status !== 200) throw new Error(`moving a gap answered ${answer.status}`);
  return { id, version: version + 1, startedAt };
}

/** From the act's beginning to each watcher's holding the card it asked for again. */
function figuresOf(acts, heldOf, watchers) {
  const times = acts.flatMap((act) => heldOf(act).map((at) => at - act.startedAt));
  const expected = acts.length * watchers;
  return { acts: acts.length, watchers, expected, missing: expected - times.length, ...spread(times) };
}
