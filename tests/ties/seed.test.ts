import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { clashesOf } from "~/features/relationships/charter/words";
import type { Services } from "~/shared/services.server";
import { seedTypical } from "~db/seeds/typical";
import { introductionStories, tieStories, tryStories } from "~db/seeds/typical/ties";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { database } from "../support/database";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-seed-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  const live = createDocuments({ pool: house.pool, words: house.pool }, log);
  const services: Services = { db: house.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
  await seedTypical(services);
  await live.stop();
});

const one = async (query: Promise<readonly object[]>) => (await query)[0];

describe("Inverlaw's ties", () => {
  test("are there, in every state, and one came by an introduction", async () => {
    const rows = await house.admin`select state, count(*)::int as count from tie group by 1`;
    const count = Object.fromEntries(rows.map(({ state, count: many }) => [state, many]));
    expect(count).toMatchObject({ declined: 1, ended: 1, proposed: 2 });
    expect(await one(house.admin`select count(*)::int as ties from tie`)).toEqual({ ties: tieStories.length + introductionStories.filter(({ made }) => made).length });
    expect(await one(house.admin`select count(*) > 150 as many, count(*) filter (where source_id is not null) > 10 as seen_to_happen from tie_contact`)).toEqual({ many: true, seen_to_happen: true });
    expect(await one(house.admin`select count(*)::int as tries from reach_attempt`)).toEqual({ tries: tryStories.length });
  });

  test("happened in their order: nothing before its tie, and nothing that somebody wrote is to come", async () => {
    expect(await house.admin`
      select t.id from tie t left join tie_turn r on r.tie_id = t.id left join tie_holder h on h.tie_id = t.id left join tie_contact c on c.tie_id = t.id and c.account_id is not null left join tie_agreement a on a.tie_id = t.id
      where greatest(t.at, r.at, h.at, c.happened_at, a.at) > now() or least(r.at, h.at, c.happened_at, a.at) < t.at
      union select r.tie_id from tie_turn r join tie_turn n on n.tie_id = r.tie_id and n.number = r.number + 1 where n.at < r.at`).toEqual([]);
  });

  test("show what can become of one: due to be looked at again, written together, held by one, quiet, an organisation nobody reaches", async () => {
    expect(await one(house.admin`select count(*) filter (where review_on < current_date)::int as due, count(*) filter (where agreed_at is not null)::int as agreed from tie_agreement`)).toEqual({ due: 1, agreed: 3 });
    expect(await house.admin`select count(*)::int as written from document_update u join document d on d.id = u.document_id where d.kind = 'working' group by u.document_id order by 1`).toEqual([{ written: 1 }, { written: 2 }, { written: 2 }]);
    const fay = String((await one(house.admin`select account_id as id from app.seat where role = 'facilitator'`) as { id: string }).id);
    const asFay = <T>(query: (sql: typeof house.admin) => Promise<T>) => house.admin.begin(async (sql) => (await sql`select set_config('app.account', ${fay}, true)`, query(sql as never))) as Promise<T>;
    const signs = await asFay((sql) => sql<{ sign: string }[]>`select distinct sign from app.tie_signs(null) order by 1`);
    expect(signs.map(({ sign }) => sign)).toEqual(expect.arrayContaining(["leaving", "no_second", "one_person", "one_way", "quiet"]));
    expect(await asFay((sql) => sql`select o.name, u.tries from app.unreachable() u join organisation o on o.id = u.organisation_id`)).toEqual([{ name: "Brae Allotment Society", tries: 3 }]);
  });

  test("are decided on together: one charter whose bosses differ, one decision by consent, one that waits for an answer", async () => {
    const answers = await house.admin<{ boss: "employer"; topic: "leave"; answer: string }[]>`select boss, topic, answer from charter_answer where ended_at is null`;
    expect(clashesOf(answers)).toEqual(["home_visits"]);
    expect(await one(house.admin`select count(*)::int as agreed from charter_agreement`)).toEqual({ agreed: 3 });
    expect(await house.admin`select d.state, (select count(*)::int from decision_named n where n.decision_id = d.id) as named, (select count(*)::int from decision_voice v where v.decision_id = d.id) as said, d.words <> '' as worded from decision d order by d.at`).toEqual([
      { state: "decided", named: 3, said: 3, worded: true },
      { state: "asked", named: 3, said: 2, worded: true },
    ]);
    expect(await house.admin`select 1 from decision_turn t join decision_turn n on n.decision_id = t.decision_id and n.number = t.number + 1 where n.at < t.at`).toEqual([]);
  });

  test("somebody left overnight, somebody leaves with time, two are away", async () => {
    expect(await house.admin`select p.title, h.kind, count(*)::int as things from app.held_by_post h join post p on p.id = h.post_id where not exists (select from app.seat s where s.post_id = h.post_id) group by 1, 2 order by 2`).toEqual([
      { title: "Link worker at the library", kind: "person", things: 1 },
      { title: "Link worker at the library", kind: "step", things: 1 },
      { title: "Link worker at the library", kind: "tie", things: 2 },
    ]);
    expect(await house.admin`select a.name, i.kind from inbox_item i join tenure t on t.post_id = i.post_id join account a on a.id = t.account_id where i.kind = 'home.needed'`).toEqual([{ name: "Jo Rennie", kind: "home.needed" }]);
    expect(await one(house.admin`select state, failed_at from handover`)).toEqual({ state: "sent", failed_at: null });
    expect(await one(house.admin`select count(*) filter (where state = 'accepted') > 0 as agreed, count(*) filter (where state = 'offered')::int as waits from handover_item`)).toEqual({ agreed: true, waits: 1 });
    const away = await house.admin`select a.name, d.name as deputy, c.expected_on is not null as known, (select count(*)::int from cover_duty d where d.cover_id = c.id) as duties from cover c join account a on a.id = c.away_id left join account d on d.id = c.deputy_id where c.ended_at is null order by a.name`;
    expect([...away]).toEqual([{ name: "Ewan Adeyemi", deputy: null, known: false, duties: 3 }, { name: "Tam Petrie", deputy: "Nan Gilmour", known: true, duties: 2 }]);
  });
});
