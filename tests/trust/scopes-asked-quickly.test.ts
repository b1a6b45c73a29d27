import { sql } from "kysely";
import { beforeAll, expect, test } from "vitest";
import { asking } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { castOf } from "../support/cast";
import { database } from "../support/database";
import { figure } from "../support/size";
import { relations } from "./access/policy";
import { sceneOf } from "./access/scene";

/** The quick forms of the rule (what row-level security asks) against the rule itself, for every account there is. */
const scene = database();
const busy = database();
beforeAll(async () => {
  await sceneOf(scene, await castOf(scene.db));
  const hand = await bulkHand(busy.adminUrl, { baseUrl: "http://localhost" });
  await tellBusyNetwork(hand, drawing(5), { ...busySize(0.1), clients: 400, sections: 2_000 }, () => {}, () => hand.copying.keepUp());
  // What a story in bulk has none of: cases that end later or have ended, a seat that ends, a person with two seats.
  await busy.admin`update caseload set valid_until = now() + interval '1 day' where client_id in (select id from client order by id limit 40)`;
  await busy.admin`update caseload set valid_until = now() - interval '1 day' where client_id in (select id from client order by id desc limit 40)`;
  await busy.admin`update tenure set valid_until = now() + interval '1 hour' where id in (select id from tenure order by id limit 5)`;
  await busy.admin`insert into tenure (id, account_id, post_id, valid_from) select gen_random_uuid(), account_id, (select p.id from post p where p.role in ('worker', 'manager') and p.id <> t.post_id order by md5(p.id::text || t.id::text) limit 1), now() - interval '1 day' from tenure t order by id limit 12`;
}, 600_000);

const quick = ["my_scopes", "my_writable_scopes", "my_held_clients", "my_clients", "my_contactable_clients"] as const;
/** The rule, as migrations 02 and 03 say it. */
const rule: Record<(typeof quick)[number], string> = {
  my_scopes: "select scope from app.scopes_of($1)",
  my_writable_scopes: "select scope from app.scopes_of($1) where may_write",
  my_held_clients: "select client_id from app.held_case where account_id = $1",
  my_clients: "select client_id from app.scopes_of($1)",
  my_contactable_clients: `select client_id from app.held_case where account_id = $1 union select g.client_id from app.seat s join app.live_grant g on g.organisation_id = s.organisation_id
    where s.account_id = $1 and s.role in ('link_worker', 'worker', 'manager') and g.purpose = 'working_together'`,
};

test.each([["every relation of the access matrix", scene], ["a busy network", busy]] as const)("what a colleague may see, asked quickly, is what the rule says, in %s", async (_title, { db, admin }) => {
  const accounts = await admin<{ id: string }[]>`select id from account`;
  const faults: string[] = [];
  let compared = 0;
  for (const { id } of accounts) {
    for (const name of quick) {
      const asked = await asking(db, { account: id }, async (trx) => (await sql<{ id: string }>`select distinct x::text as id from ${sql.raw(`app.${name}()`)} x order by 1`.execute(trx)).rows);
      const ruled = await admin.unsafe<{ id: string }[]>(`select distinct x::text as id from (${rule[name]}) as ruled (x) order by 1`, [id]);
      compared += ruled.length;
      if (JSON.stringify(asked.map((row) => row.id)) !== JSON.stringify(ruled.map((row) => row.id))) faults.push(`${name} of ${id}: ${asked.length} asked, ${ruled.length} by the rule`);
    }
  }
  expect(faults).toEqual([]);
  expect(compared).toBeGreaterThan(relations.length);
  figure("G2 scopes asked quickly", { accounts: accounts.length, compared });
});
