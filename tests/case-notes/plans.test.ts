import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { dayFor } from "~/features/case-notes/today.server";
import type { Actor } from "~/shared/actor";
import { asking } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { database } from "../support/database";
import { somebody } from "../gaps/plans/network";
import { type Node, watching } from "../gaps/plans/watched";

const house = database();
let watch: Awaited<ReturnType<typeof watching>>;
let colleagues: Actor[];

beforeAll(async () => {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost" });
  await tellBusyNetwork(hand, drawing(7), { ...busySize(0.1), clients: 400, sections: 12_000, gaps: 40 }, () => {}, () => hand.copying.keepUp());
  await house.admin.unsafe(more).simple();
  await house.admin.unsafe("vacuum (analyze)");
  watch = await watching(house);
  colleagues = [await somebody(house, "link_worker"), await somebody(house, "worker"), await somebody(house, "manager")];
}, 180_000);
afterAll(() => watch?.end());

/** So few sections are written long ago: here they end today, and in every third somebody of another organisation wrote last. */
const more = `
  set session_replication_role = replica;
  create temporary table since as select now() - interval '1 minute' - max(created_at) as it from section;
  -- Never two in the same microsecond: which of them is among the newest would be chance.
  update section set created_at = created_at + since.it + abs(hashtext(id::text)) % 10000000 * interval '1 microsecond' from since;
  update document d set created_at = s.created_at from section s where s.id = d.section_id;
  insert into document_update (document_id, seq, connection_id, session_id, account_id, tenure_id, at, data)
    select d.id, 1000, 0, '', s.account_id, s.tenure_id, d.created_at + interval '1 minute', '' from document d, (select * from app.seat where role = 'facilitator' order by account_id limit 1) s
    where d.kind = 'section' and abs(hashtext(d.id::text)) % 3 = 0;
  drop table since;
  reset session_replication_role;`;

/** What others wrote since somebody looked, read from all sections, scope by scope. */
const plainly = sql<{ section: string }>`
  with recent as (
    select x.id, x.client_id, x.note_id, x.class from section x
    where x.scope in (select s from app.my_scopes() s) and x.created_at > now() - interval '60 days' order by x.created_at desc, x.id limit 200)
  select r.note_id || ' ' || r.class || ' ' || u.at as section from recent r join document d on d.section_id = r.id and d.retired_at is null
    cross join lateral (select * from document_update w where w.document_id = d.id order by w.seq desc limit 1) u
    join tenure t on t.id = u.tenure_id join post p on p.id = t.post_id
  where u.account_id <> app.account() and p.organisation_id not in (select app.my_care_organisations())
    and not exists (select from view v where v.account_id = app.account() and v.subject_id = r.id and v.at >= u.at)
  order by 1`;

test("what others wrote since somebody looked is found by person as it is scope by scope", async () => {
  let found = 0;
  for (const { account_id: account } of await house.admin<{ account_id: string }[]>`select distinct account_id from app.seat where role in ('link_worker', 'worker', 'manager') order by 1`) {
    const quick = await asking(house.db, { account }, async (trx) => (await sql<{ section: string }>`select note_id || ' ' || section_class || ' ' || at as section from app.written_since_i_looked(1000) order by 1`.execute(trx)).rows);
    const plain = await house.admin.begin(async (trx) => {
      await trx`select set_config('app.account', ${account}, true)`;
      return trx.unsafe<{ section: string }[]>(plainly.compile(house.db).sql);
    });
    expect(quick.map(({ section }) => section)).toEqual(plain.map(({ section }) => section));
    found += quick.length;
  }
  expect(found).toBeGreaterThan(0);
});

describe("for Today, what others wrote is asked of one index, person by person:", () => {
  test("sections and documents are opened for few", async () => {
    for (const actor of colleagues) {
      const [read, opened] = await documentsOf(actor);
      expect(read).toEqual(["Index Only Scan by document_by_client"]);
      expect(opened).toBeLessThanOrEqual(200);
    }
  });

  test("without it, that is noticed", async () => {
    const [definition] = await house.admin<{ it: string }[]>`select pg_get_indexdef('document_by_client'::regclass) as it`;
    await house.admin.unsafe("drop index document_by_client");
    const [read] = await documentsOf(colleagues[0] as Actor);
    await house.admin.unsafe(definition?.it ?? "");
    expect(read).not.toEqual(["Index Only Scan by document_by_client"]);
  });
});

/** How documents are read inside `app.written_since_i_looked`, and how many sections. */
async function documentsOf(actor: Actor): Promise<[read: string[], sections: number]> {
  const plans = (await watch.plansOf(actor, (trx) => dayFor(trx, actor), "off")).filter(({ text }) => text.includes("from document_update du"));
  expect(plans).toHaveLength(1);
  const nodes = plans.flatMap(({ plan }) => [...nodesOf(plan)]);
  const on = (table: string) => nodes.filter((node) => node["Relation Name"] === table);
  return [on("document").map((node) => `${node["Node Type"]} by ${node["Index Name"]}`), on("section").reduce((sum, node) => sum + (node["Actual Rows"] ?? 0) * (node["Actual Loops"] ?? 0), 0)];
}

function* nodesOf(node: Node): Generator<Node> {
  yield node;
  for (const below of node.Plans ?? []) yield* nodesOf(below);
}
