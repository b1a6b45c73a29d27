import { bulkCases } from "./bulk-cases";
import { bulkDiary } from "./bulk-diary";
import { bulkGaps } from "./bulk-gaps";
import { bulkLeaving } from "./bulk-leaving";
import { bulkStaff } from "./bulk-staff";
import { bulkTies } from "./bulk-ties";
import type { Copying } from "./copying";
import type { Hand } from "./hand";
import { drawing } from "./ids";
import { openLoad } from "./loading";

export type BulkHand = Hand & { copying: Copying; /** Gives up; what was loaded is of no use. */ abandon: () => Promise<void> };

/** As app.report_empty does the moment the last one leaves a post that holds something. */
const emptied = `
  create temp table emptied as
    select p.id, max(n.valid_until) as at, md5('emptied' || p.id)::uuid as act_id, md5('home' || p.id)::uuid as news_id from post p join tenure n on n.post_id = p.id
    where not exists (select 1 from app.seat s where s.post_id = p.id) and p.id in (select h.post_id from app.held_by_post h) group by p.id;
  insert into activity (id, at, kind, subject_kind, subject_id) select act_id, at, 'post.emptied', 'post', id from emptied;
  insert into inbox_item (id, post_id, kind, home_post_id, at) select e.news_id, lead.id, 'home.needed', e.id, e.at from emptied e cross join lateral (select app.lead_of(e.id) as id) lead where lead.id is not null;
  drop table emptied`;

/**
 * The hand that loads in bulk. Nothing it writes can be seen before it finishes.
 * @param adminUrl a prepared database without a network, as its administrator
 */
export async function bulkHand(adminUrl: string, { baseUrl, seed = 1, diary, ties, leaving, told = () => {} }: { baseUrl: string; seed?: number; /** Shadow days and events beside what is told to the hand. */ diary?: { bookings: number; series: number } | undefined; /** Ties, and how much of a story each has. */ ties?: { ties: number; contactsEach: number } | undefined; /** Handovers, cover, charters and decisions, after ties. */ leaving?: { decisions: number } | undefined; told?: (what: string) => void }): Promise<BulkHand> {
  const load = await openLoad(adminUrl, told);
  const draw = drawing(seed);
  const { finishStaff, managersOf, managedBy, act, areas, organisations, ...staff } = bulkStaff(load.copying, draw, baseUrl);
  const { finishCases, ...people } = bulkCases(load.copying, draw, { act, managersOf, managedBy });
  const { finishGaps, ...gaps } = bulkGaps(load.copying, draw, { act, areas, organisations });
  return {
    ...staff,
    ...people,
    ...gaps,
    copying: load.copying,
    abandon: load.abandon,
    async finish() {
      told("what went on changing");
      const { accessEnded } = finishStaff();
      await finishCases();
      await finishGaps();
      await load.copying.flush();
      await load.sql.unsafe(emptied).simple();
      if (diary) await bulkDiary(load.sql, diary);
      if (ties) await bulkTies(load.sql, ties);
      if (leaving) await bulkLeaving(load.sql, leaving);
      await load.sql`update staff_access set generation = generation + ${accessEnded}`;
      await load.finish();
    },
  };
}
