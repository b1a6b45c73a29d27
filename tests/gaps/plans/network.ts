import type { Actor } from "~/shared/actor";
import { seatsOf } from "~/shared/actor.server";
import { asking } from "~db/client";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import type { TestDatabase } from "../../support/database";

/** A network of hundreds of colleagues with so many gaps, a third as many questions, and news waiting for everybody; with statistics. */
export async function plantGaps(house: TestDatabase, gaps: number): Promise<void> {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost" });
  await tellBusyNetwork(hand, drawing(3), { ...busySize(0.3), clients: 40, sections: 400, gaps }, () => {}, () => hand.copying.keepUp());
  await house.admin.unsafe(more);
  await house.admin.unsafe("vacuum (analyze)");
}

/** What the bulk loader leaves out, by one statement each; no trigger has to make anything of it. */
const more = `
  set session_replication_role = replica;
  insert into ask (id, question, area_id, need, groups, account_id, post_id, organisation_id, at)
    select gen_random_uuid(), sentence, area_id, need, groups, account_id, post_id, organisation_id, at from gap where hashtext(id::text) % 3 = 0;
  insert into ask_answer (id, ask_id, line, account_id, post_id, organisation_id, at)
    select gen_random_uuid(), q.id, g.sentence, g.account_id, g.post_id, g.organisation_id, q.at from ask q join lateral (select * from gap where gap.need = q.need limit 3) g on true;
  insert into ask_acceptance (id, ask_id, answer_id, account_id, post_id, organisation_id, at)
    select distinct on (q.id) gen_random_uuid(), q.id, n.id, q.account_id, q.post_id, q.organisation_id, q.at from ask q join ask_answer n on n.ask_id = q.id where hashtext(q.id::text) % 2 = 0;
  insert into ask_check (id, ask_id, asked_at, answered_at, answer) select gen_random_uuid(), ask_id, at, case when hashtext(ask_id::text) % 20 <> 0 then at end, case when hashtext(ask_id::text) % 20 <> 0 then 'still_right' end from ask_acceptance;
  insert into gap_check (id, gap_id, asked_at, answered_at, answer) select gen_random_uuid(), id, at, at, 'still_true' from gap;
  insert into gap_check (id, gap_id, asked_at) select gen_random_uuid(), id, now() from gap where place in ('noticed', 'seen', 'working') and hashtext(id::text) % 40 = 0;
  insert into inbox_item (id, post_id, kind, gap_id, account_id, at, seen_at)
    select gen_random_uuid(), p.id, 'gap.posted', g.id, g.account_id, g.at, case when g.at < now() - interval '20 days' then g.at end from gap g join lateral (select id from post order by md5(post.id::text || g.id::text) limit 3) p on true;
  insert into words_flag (id, subject_kind, subject_id, gap_id, reasons, account_id, post_id, organisation_id, at, reviewed_at, outcome)
    select gen_random_uuid(), 'gap', id, id, '{name}', account_id, post_id, organisation_id, at, case when hashtext(id::text) % 50 <> 0 then at end, case when hashtext(id::text) % 50 <> 0 then 'fine' end from gap;
  insert into gap_tried (id, gap_id, line, account_id, post_id, organisation_id, at) select gen_random_uuid(), id, 'Asked the hall', account_id, post_id, organisation_id, at from gap;
  insert into gap_link (id, gap_id, kind, title, url, account_id, post_id, organisation_id, at) select gen_random_uuid(), id, 'page', 'A page', 'https://a.example', account_id, post_id, organisation_id, at from gap;
  insert into gap_kit (id, gap_id, task, state, account_id, post_id, organisation_id, at) select gen_random_uuid(), id, t, 'done', account_id, post_id, organisation_id, at from gap, unnest(array['room', 'volunteers']) t;
  insert into gap_volunteer (id, gap_id, name, account_id, post_id, organisation_id, at) select gen_random_uuid(), id, 'Vol', account_id, post_id, organisation_id, at from gap;
  insert into gap_training (id, gap_id, volunteer_id, what, done_on, account_id, post_id, organisation_id, at) select gen_random_uuid(), gap_id, id, 'induction', current_date, account_id, post_id, organisation_id, at from gap_volunteer;
  insert into gap_group (gap_id, name, account_id, post_id, organisation_id, at) select id, 'A group', account_id, post_id, organisation_id, at from gap where place in ('working', 'met');
  insert into group_session (id, gap_id, starts_at, ends_at, account_id, post_id, organisation_id, at) select gen_random_uuid(), gap_id, now() + d * interval '1 week', now() + d * interval '1 week' + interval '2 hours', account_id, post_id, organisation_id, at from gap_group, generate_series(-2, 3) d;
  insert into gap_letter (id, gap_id, line, account_id, post_id, organisation_id, at) select gen_random_uuid(), id, 'We support it', account_id, post_id, organisation_id, at from gap;
  insert into gap_invitation (id, gap_id, invited_id, account_id, post_id, organisation_id, at, answered_at, answer) select gen_random_uuid(), id, organisation_id, account_id, post_id, organisation_id, at,
    case when hashtext(id::text) % 20 <> 0 then at end, case when hashtext(id::text) % 20 <> 0 then 'no' end from gap;
  set session_replication_role = origin;`;

/** Somebody of the network, as a page would know them. */
export async function somebody(house: TestDatabase, role: Actor["seats"][number]["role"]): Promise<Actor> {
  const [found] = await house.admin<{ id: string }[]>`select account_id as id from app.seat where role = ${role} order by account_id limit 1`;
  if (!found) throw new Error(`Nobody there is a ${role}.`);
  return thisOne(house, found.id);
}

/** The same of one account. */
export async function thisOne(house: TestDatabase, accountId: string): Promise<Actor> {
  const [found] = await house.admin<{ id: string; name: string; email: string }[]>`select id, name, email from account where id = ${accountId}`;
  if (!found) throw new Error("Nobody has this account.");
  const seats = await asking(house.db, { account: found.id }, (trx) => seatsOf(trx, found.id));
  return { accountId: found.id, name: found.name, email: found.email, sessionId: "", device: "mine", seats, seat: seats[0] };
}
