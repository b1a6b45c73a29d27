/** The board's first page, filtered and as a list, and gaps' own pages: whole, and the loader alone, by one person after another. */
import { Browser } from "../board/asking.js";
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { quantile, spread } from "../report/statistics.js";

const unmeasured = 3;
const visitors = 20;

export const boardPages = {
  title: "Board pages",
  takesPart: (server) => server.ours,
  start: ({ scale }) => startBusy(scale, { crowd: visitors }),
  run,
};

async function run({ server, options }) {
  const random = seededRandom(options.seed);
  const people = server.crowd.map((cookie) => new Browser(server.baseUrl, cookie));
  const gaps = await gapsOf(server);
  const kinds = { board: () => "/gaps", filtered: () => "/gaps?need=warmth&group=veterans", list: () => "/gaps?view=list", gap: () => `/gaps/${gaps[Math.floor(random() * gaps.length)]}` };
  const times = Object.fromEntries(Object.keys(kinds).map((kind) => [kind, { page: [], loader: [] }]));
  try {
    for (let round = -unmeasured; round < options.visits; round++) {
      for (const [kind, pathOf] of Object.entries(kinds)) {
        const person = people[Math.floor(random() * people.length)];
        const page = await timed(person, pathOf(), "text/html");
        const loader = await timed(person, asData(pathOf()), "*/*");
        if (round < 0) continue;
        times[kind].page.push(page);
        times[kind].loader.push(loader);
      }
    }
  } finally {
    for (const person of people) person.close();
  }
  const figures = Object.entries(times).flatMap(([kind, { page, loader }]) => [[`${kind}P50`, quantile(page, 0.5)], [`${kind}P95`, quantile(page, 0.95)], [`${kind}LoaderP95`, quantile(loader, 0.95)]]);
  return { gaps: gaps.length, ...Object.fromEntries(figures), board: spread(times.board.page) };
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

async function gapsOf(server) {
  const admin = server.admin();
  try {
    return (await admin`select id from gap where place <> 'taken_down' order by md5(id::text)`).map(({ id }) => id);
  } finally {
    await admin.end();
  }
}
