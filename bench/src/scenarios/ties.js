/** Ties with 4,000 of them and 200,000 contacts: pages by one person after another, how all of them stand, and a handover of 60 people and 40 ties in one transaction. */
import { Browser } from "../board/asking.js";
import { seededRandom } from "../load/random.js";
import { startBusy } from "../pages/busy-server.js";
import { quantile } from "../report/statistics.js";

/** A server that has just begun answers its first dozen pages of each kind two or three times slower. */
const unmeasured = 12;
const visitors = 40;
const handed = { people: 60, ties: 40 };

export const ties = {
  title: "Ties and handovers",
  takesPart: (server) => server.ours,
  start: ({ scale }) => startBusy(scale, { crowd: visitors }),
  run,
};

async function run({ server, options }) {
  const admin = server.admin();
  const people = await peopleOf(server, admin);
  try {
    return { ...(await pagesOf(people, seededRandom(options.seed), options)), ...(await healthOf(admin, options)), ...(await handoverOf(admin, options)), ...(await sizeOf(admin)) };
  } finally {
    for (const { browser } of people) browser.close();
    await admin.end();
  }
}

const pages = {
  home: () => "/today",
  ties: () => "/directory/ties",
  tie: (random, { ties: own }) => `/directory/ties/${own[Math.floor(random() * own.length)].id}`,
  organisation: (random, { ties: own }) => `/directory/organisations/${own[Math.floor(random() * own.length)].other}`,
  map: () => "/directory/map",
};

async function pagesOf(people, random, options) {
  const times = Object.fromEntries(Object.keys(pages).map((kind) => [kind, { page: [], loader: [] }]));
  const home = { first: [], again: [] };
  const seen = new Set();
  for (let round = -unmeasured; round < options.visits; round++) {
    for (const [kind, pathOf] of Object.entries(pages)) {
      const person = people[Math.floor(random() * people.length)];
      const path = pathOf(random, person);
      const page = await timed(person.browser, path, "text/html");
      const loader = await timed(person.browser, `${path}.data`, "*/*");
      const when = seen.has(person) ? "again" : "first";
      if (kind === "home") seen.add(person);
      if (round < 0) continue;
      if (kind === "home") home[when].push(page);
      times[kind].page.push(page);
      times[kind].loader.push(loader);
    }
  }
  return {
    ...Object.fromEntries(Object.entries(times).flatMap(([kind, { page, loader }]) => [[`${kind}P50`, quantile(page, 0.5)], [`${kind}P95`, quantile(page, 0.95)], [`${kind}LoaderP95`, quantile(loader, 0.95)]])),
    // Nobody's rows are in PostgreSQL's memory after a start: somebody's first Today fetches their own from disk.
    ...Object.fromEntries(Object.entries(home).flatMap(([when, page]) => (page.length ? [[`home${when === "first" ? "First" : "Again"}P95`, quantile(page, 0.95)]] : []))),
  };
}

/** How all ties of the network stand, as a facilitator asks; and those of one organisation. */
async function healthOf(admin, { visits }) {
  const times = { facilitator: [], link_worker: [] };
  for (const [role, spent] of Object.entries(times)) {
    const [{ id }] = await admin`select account_id as id from app.seat where role = ${role} order by account_id limit 1`;
    for (let n = -unmeasured; n < visits; n++) {
      const ms = await asSomebody(admin, id, async (trx) => {
        const startedAt = performance.now();
        await trx`select * from app.tie_signs(null)`;
        return performance.now() - startedAt;
      });
      if (n >= 0) spent.push(ms);
    }
  }
  return { healthP50: quantile(times.facilitator, 0.5), healthP95: quantile(times.facilitator, 0.95), ownHealthP95: quantile(times.link_worker, 0.95) };
}

/** Made ready by the administrator and moved by whoever looks after the post; taken back each time. */
async function handoverOf(admin, { visits }) {
  const [who] = await admin`
    select s.account_id as leaver, s.tenure_id as tenure, s.post_id as post, s.organisation_id as organisation, l.account_id as lead, l.post_id as lead_post
    from app.seat s join app.seat l on l.organisation_id = s.organisation_id and l.role = 'manager' where s.role = 'link_worker'
      and not exists (select 1 from handover h where h.seat_post_id = s.post_id and h.state in ('open', 'sent'))
    order by (select count(*) from tie_holder h where h.holder_post_id = s.post_id and h.ended_at is null) desc, s.account_id limit 1`;
  const others = (await admin`select post_id as id from app.seat where organisation_id = ${who.organisation} and role = 'link_worker' and post_id <> ${who.post} order by 1`).map(({ id }) => id);
  if (others.length === 0) others.push(who.lead_post);
  const times = [];
  let moved = 0;
  for (let n = -1; n < Math.min(visits, 20); n++) {
    await takenBack(admin, async (trx) => {
      const id = await madeReady(trx, who, others);
      await trx`select set_config('role', 'app_rw', true), set_config('app.account', ${who.lead}, true)`;
      const startedAt = performance.now();
      const rows = await trx`select kind, moved from app.move_handover(${id}) where kind in ('person', 'tie')`;
      if (n >= 0) times.push(performance.now() - startedAt);
      moved = rows.reduce((sum, row) => sum + row.moved, 0);
    });
  }
  return { handoverP50: quantile(times, 0.5), handoverP95: quantile(times, 0.95), handoverMoved: moved };
}

async function madeReady(trx, who, others) {
  await trx`update caseload set valid_until = now() where post_id = ${who.post} and valid_until is null`;
  await trx`insert into caseload (id, client_id, post_id, part, added_by)
    select gen_random_uuid(), c.id, ${who.post}, 'supporting', ${who.leaver} from client c where c.home_organisation_id = ${who.organisation} and exists (select 1 from consent_grant g where g.client_id = c.id and g.purpose = 'keep_notes' and g.ended_at is null and g.valid_until > now()) order by c.id limit ${handed.people}`;
  await trx`update tie_holder set ended_at = now() where holder_post_id = ${who.post} and ended_at is null`;
  await trx`insert into tie_holder (id, tie_id, one_id, other_id, side_id, holder_post_id, part, account_id, post_id, organisation_id)
    select gen_random_uuid(), t.id, t.one_id, t.other_id, ${who.organisation}, ${who.post}, 'senior', ${who.leaver}, ${who.post}, ${who.organisation} from tie t
    where t.state = 'held' and ${who.organisation} in (t.one_id, t.other_id) order by t.id limit ${handed.ties}`;
  const [{ id }] = await trx`insert into handover (id, seat_post_id, seat_organisation_id, leaver_id, tenure_id, last_at, state, version, account_id, post_id, organisation_id)
    values (gen_random_uuid(), ${who.post}, ${who.organisation}, ${who.leaver}, ${who.tenure}, now() - interval '1 minute', 'sent', 0, ${who.leaver}, ${who.post}, ${who.organisation}) returning id`;
  await trx`insert into handover_item (id, handover_id, kind, subject_id, choice, to_post_id, state)
    select gen_random_uuid(), ${id}, h.kind, h.subject_id, 'pass', (${others}::uuid[])[1 + (row_number() over (order by h.subject_id) % ${others.length})::integer], 'accepted' from app.held_by_post h where h.post_id = ${who.post} and h.kind in ('person', 'tie')`;
  return id;
}

async function sizeOf(admin) {
  const [row] = await admin`select (select count(*) from tie)::integer as ties, (select count(*) from tie_contact)::integer as contacts`;
  return { tiesThere: row.ties, contactsThere: row.contacts };
}

/** Who each of the crowd is, and the ties of their organisation. Of those without any, nobody is asked. */
async function peopleOf(server, admin) {
  const people = await Promise.all(
    server.crowd.map(async (cookie) => {
      const session = cookie.split("=")[1].split(".")[0];
      const rows = await admin`select t.id, case when t.one_id = s.organisation_id then t.other_id else t.one_id end as other from session x join app.seat s on s.account_id = x.account_id join tie t on s.organisation_id in (t.one_id, t.other_id) and t.state = 'held' where x.id = ${session} order by t.id limit 80`;
      return { cookie, ties: rows };
    }),
  );
  return people.filter(({ ties: own }) => own.length > 0).map((one) => ({ ...one, browser: new Browser(server.baseUrl, one.cookie) }));
}

async function timed(browser, path, accept) {
  const startedAt = performance.now();
  const { status } = await browser.ask(path, { accept });
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return performance.now() - startedAt;
}

function asSomebody(admin, account, work) {
  return admin.begin(async (trx) => {
    await trx`select set_config('role', 'app_rw', true), set_config('app.account', ${account}, true)`;
    return work(trx);
  });
}

class TakenBack extends Error {}

async function takenBack(admin, work) {
  await admin
    .begin(async (trx) => {
      await work(trx);
      throw new TakenBack();
    })
    .catch((error) => {
      if (!(error instanceof TakenBack)) throw error;
    });
}
