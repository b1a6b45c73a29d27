/** The diary's pages and calendars with 20,000 bookings and 500 series, by one person after another; calendars again with the tag that came with them. */
import { request } from "node:http";
import { Browser } from "../board/asking.js";
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { quantile, spread } from "../report/statistics.js";

const unmeasured = 3;
const visitors = 20;

export const diary = {
  title: "Diary pages and calendars",
  takesPart: (server) => server.ours,
  start: ({ scale }) => startBusy(scale, { crowd: visitors }),
  run,
};

const pages = {
  month: (random) => `/diary/shadow?month=${monthFrom(random() * 5)}`,
  mine: (random) => `/diary?month=${monthFrom(random() * 5)}`,
  events: (random) => `/diary/events?month=${monthFrom(random() * 5)}`,
  day: (random, days) => `/diary/shadow/${days[Math.floor(random() * days.length)]}`,
};

async function run({ server, options }) {
  const random = seededRandom(options.seed);
  const people = server.crowd.map((cookie) => new Browser(server.baseUrl, cookie));
  try {
    return { ...(await pagesOf(people, random, options, await daysOf(server))), ...(await calendarsOf(people, options)) };
  } finally {
    for (const person of people) person.close();
  }
}

async function pagesOf(people, random, options, days) {
  const times = Object.fromEntries(Object.keys(pages).map((kind) => [kind, { page: [], loader: [] }]));
  for (let round = -unmeasured; round < options.visits; round++) {
    for (const [kind, pathOf] of Object.entries(pages)) {
      const person = people[Math.floor(random() * people.length)];
      const path = pathOf(random, days);
      const page = await timed(person, path, "text/html");
      const loader = await timed(person, asData(path), "*/*");
      if (round < 0) continue;
      times[kind].page.push(page);
      times[kind].loader.push(loader);
    }
  }
  const figures = Object.entries(times).flatMap(([kind, { page, loader }]) => [[`${kind}P50`, quantile(page, 0.5)], [`${kind}P95`, quantile(page, 0.95)], [`${kind}LoaderP95`, quantile(loader, 0.95)]]);
  return { ...Object.fromEntries(figures), month: spread(times.month.page) };
}

/** Two years of each kind: whole, and asked again by a program that has it. Nobody's program asks more than sixty times in ten minutes. */
async function calendarsOf(people, { visits }) {
  const figures = {};
  for (const kind of ["mine", "network"]) {
    const [whole, again] = [[], []];
    let bytes = 0;
    for (const person of people) {
      const path = await addressFor(person, kind);
      let tag;
      for (let n = 0; n < Math.min(20, Math.ceil(visits / people.length)) + 1; n++) {
        const first = await ask(person, path);
        if (first.status !== 200) throw new Error(`a calendar answered ${first.status}`);
        ({ tag } = first);
        const second = await ask(person, path, tag);
        if (second.status !== 304) throw new Error(`a calendar that nobody changed answered ${second.status}`);
        bytes = Math.max(bytes, first.bytes);
        if (n > 0) whole.push(first.ms);
        if (n > 0) again.push(second.ms);
      }
    }
    Object.assign(figures, { [`${kind}FeedP50`]: quantile(whole, 0.5), [`${kind}FeedP95`]: quantile(whole, 0.95), [`${kind}FeedAgainP95`]: quantile(again, 0.95), [`${kind}FeedKb`]: Math.round(bytes / 1024) });
  }
  return figures;
}

async function addressFor(person, kind) {
  const { status, text } = await person.ask("/me/calendar", { method: "POST", form: { intent: "make", kind }, accept: "text/html" });
  const [, path] = /(\/calendar\/[\w-]{43}\.ics)/.exec(text) ?? [];
  if (!path) throw new Error(`making a calendar's address answered ${status}`);
  return path;
}

/** As a calendar program asks: no cookie, the tag it has. */
async function ask({ baseUrl, agent }, path, tag) {
  const startedAt = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(new URL(path, baseUrl), { agent, headers: { Accept: "text/calendar", ...(tag ? { "If-None-Match": tag } : {}) } }, (answer) => {
      let bytes = 0;
      answer.on("data", (part) => (bytes += part.length));
      answer.on("end", () => resolve({ status: answer.statusCode, tag: answer.headers.etag, bytes, ms: performance.now() - startedAt }));
    });
    asked.on("error", reject);
    asked.end();
  });
}

/** As a click within the app asks. */
function asData(path) {
  const [before, query] = path.split("?");
  return `${before}.data${query ? `?${query}` : ""}`;
}

async function timed(person, path, accept) {
  const startedAt = performance.now();
  const { status } = await person.ask(path, { accept });
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - startedAt;
}

function monthFrom(ahead) {
  const now = new Date();
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + Math.floor(ahead), 15)).toISOString().slice(0, 7);
}

async function daysOf(server) {
  const admin = server.admin();
  try {
    return (await admin`select id from shadow_day where starts_at > now() and cancelled_at is null order by md5(id::text) limit 500`).map(({ id }) => id);
  } finally {
    await admin.end();
  }
}
