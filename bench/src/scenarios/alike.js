/** Look-alikes of sentences that are being typed, among 50,000 gaps: through HTTP as the form asks, and in PostgreSQL alone. */
import { Browser } from "../board/asking.js";
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { quantile } from "../report/statistics.js";

/** Nobody asks more than 120 times a minute; so many people do. */
const typists = 40;
const scale = 0.1;

export const alike = {
  title: "Look-alikes",
  takesPart: (server) => server.ours,
  start: ({ gaps }) => startBusy(scale, { gaps, crowd: typists }),
  run,
};

async function run({ server, options }) {
  const random = seededRandom(options.seed);
  const admin = server.admin();
  const people = server.crowd.map((cookie) => new Browser(server.baseUrl, cookie));
  try {
    const sentences = (await admin`select sentence from gap where place <> 'taken_down' order by md5(id::text) limit 400`).map(({ sentence }) => sentence);
    const typed = Array.from({ length: options.visits * kinds.length }, (_, n) => kinds[n % kinds.length](sentences[Math.floor(random() * sentences.length)], random));
    const http = await timesOf(typed, async (words, n) => {
      const { status } = await people[n % people.length].ask(`/gaps/alike?${new URLSearchParams({ words })}`);
      if (status !== 200) throw new Error(`look-alikes answered ${status}`);
    });
    const sql = await timesInSql(admin, typed);
    return { typed: typed.length, httpP50: quantile(http, 0.5), httpP95: quantile(http, 0.95), httpMax: quantile(http, 1), sqlP50: quantile(sql, 0.5), sqlP95: quantile(sql, 0.95), sqlMax: quantile(sql, 1) };
  } finally {
    for (const person of people) person.close();
    await admin.end();
  }
}

/** What people type: the beginning of a sentence, all of it, with letters missing, the middle of it, two of it, and words that every sentence has. */
const kinds = [
  (sentence, random) => sentence.slice(0, 20 + Math.floor(random() * 60)),
  (sentence) => sentence,
  (sentence, random) => sentence.split(" ").map((word) => (word.length > 4 && random() < 0.3 ? word.slice(0, 2) + word.slice(3) : word)).join(" "),
  (sentence) => sentence.split(" ").slice(3, 8).join(" "),
  (sentence) => `${sentence} ${sentence.split(" ").toReversed().join(" ")}`.slice(0, 240),
  (_, random) => ["people in the evening", "nothing for people here", "a group for anybody", "nobody goes because there are stairs"][Math.floor(random() * 4)],
];

/** As app_rw and as somebody, each in a transaction of its own. */
async function timesInSql(admin, typed) {
  const [{ id }] = await admin`select account_id as id from app.seat where role = 'link_worker' order by account_id limit 1`;
  return timesOf(typed, (words) =>
    admin.begin(async (trx) => {
      await trx`select set_config('role', 'app_rw', true), set_config('app.account', ${id}, true)`;
      await trx`select g.id, g.sentence from app.gaps_like(${words}, null, 0.3::real, 4) l join gap g on g.id = l.gap_id`;
    }),
  );
}

async function timesOf(typed, ask) {
  const times = [];
  for (const [n, words] of typed.entries()) {
    const startedAt = performance.now();
    await ask(words, n);
    if (n >= kinds.length) times.push(performance.now() - startedAt);
  }
  return times;
}
