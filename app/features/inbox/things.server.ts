import { sql } from "kysely";
import type { Database } from "~db/client";

/** The day a shadow day is on, as it is said in Scotland. */
const on = sql`to_char(d.starts_at at time zone 'Europe/London', 'FMDay FMDD FMMonth')`;

const gap = sql`
  select g.sentence as words, case i.kind
      when 'gap.still_true' then exists (select 1 from gap_check c where c.gap_id = g.id and c.answered_at is null)
      when 'gap.invited' then exists (select 1 from gap_invitation v where v.gap_id = g.id and v.answered_at is null and v.ended_at is null)
      when 'gap.flagged' then exists (select 1 from words_flag w where w.gap_id = g.id and w.post_id = i.post_id and w.reviewed_at is null)
      else true end as waits
  from gap g where g.id = i.gap_id and g.place <> 'taken_down'`;

const ask = sql`
  select q.question, case i.kind
      when 'ask.check' then exists (select 1 from ask_check c where c.ask_id = q.id and c.answered_at is null)
      when 'gap.flagged' then exists (select 1 from words_flag w where w.ask_id = q.id and w.post_id = i.post_id and w.reviewed_at is null)
      else true end
  from ask q where q.id = i.ask_id and q.ended_at is null`;

/** The host's post reads who comes; the guest's, whom they go to. */
const booking = sql`
  select case when b.host_post_id = i.post_id then guest.name || ': shadow day on ' || ${on} else 'Shadow day with ' || host.name || ' on ' || ${on} end, case i.kind
      when 'shadow.asked' then b.state = 'asked'
      when 'shadow.place' then b.state = 'offered'
      when 'shadow.tomorrow' then b.state = 'confirmed' and d.ends_at > now()
      when 'shadow.reflect' then not exists (select 1 from shadow_reflection r where r.booking_id = b.id and r.post_id = i.post_id)
      else true end
  from shadow_booking b join shadow_day d on d.id = b.day_id join account guest on guest.id = b.account_id join account host on host.id = d.host_account_id
  where b.id = i.booking_id`;

const day = sql`
  select 'Shadow day with ' || host.name || ' on ' || ${on}, i.kind <> 'shadow.appeared' or d.cancelled_at is null and d.starts_at > now()
  from shadow_day d join account host on host.id = d.host_account_id where d.id = i.day_id`;

const wish = sql`
  select case when w.host_post_id = i.post_id then wisher.name || ' would like to shadow you' else 'A day you asked for' end, i.kind <> 'shadow.wished' or w.answered_at is null and w.ended_at is null
  from shadow_wish w join account wisher on wisher.id = w.account_id where w.id = i.wish_id`;

/** An event that was cancelled still says so. */
const event = sql`
  select e.title, case i.kind
      when 'event.job' then exists (select 1 from event_job j where j.event_id = e.id and j.owner_post_id = i.post_id and j.done_at is null and j.ended_at is null)
      when 'event.action' then exists (select 1 from event_action a where a.event_id = e.id and a.owner_post_id = i.post_id and a.done_at is null and a.ended_at is null)
      else true end
  from learning_event e where e.id = i.event_id`;

/** Named for the other side of whoever reads it: the one that holds the post told. */
const tie = sql`
  select case when p.organisation_id = t.one_id then other.name when p.organisation_id = t.other_id then one.name else one.name || ' and ' || other.name end, case i.kind
      when 'tie.proposed' then t.state = 'proposed'
      when 'tie.holds' then t.state = 'held' and exists (select 1 from tie_holder h where h.tie_id = t.id and h.holder_post_id = i.post_id and h.ended_at is null)
      when 'tie.quiet' then t.state = 'held' and coalesce(t.last_contact_at, '-infinity') < i.at
      when 'tie.leaving' then t.state = 'held' and exists (
        select 1 from tie_holder h join app.seat s on s.post_id = h.holder_post_id where h.tie_id = t.id and h.ended_at is null and s.until < now() + interval '60 days')
      when 'tie.unheld' then t.state = 'held' and exists (select 1 from (values (t.one_id), (t.other_id)) side (id) where not exists (
        select 1 from tie_holder h join app.seat s on s.post_id = h.holder_post_id where h.tie_id = t.id and h.side_id = side.id and h.ended_at is null))
      when 'tie.agreement' then exists (select 1 from tie_agreement a where a.tie_id = t.id and a.organisation_id <> p.organisation_id and coalesce(a.answers_id, p.organisation_id) = p.organisation_id and a.agreed_at is null and a.ended_at is null)
      when 'tie.review' then exists (select 1 from tie_agreement a where a.tie_id = t.id and a.review_on <= (now() at time zone 'Europe/London')::date and a.ended_at is null)
      else true end
  from tie t join organisation one on one.id = t.one_id join organisation other on other.id = t.other_id join post p on p.id = i.post_id where t.id = i.tie_id`;

const introduction = sql`
  select asker.name || ' would like to meet ' || wanted.name, i.kind <> 'introduction.asked' or n.state = 'asked'
  from introduction n join organisation asker on asker.id = n.organisation_id join organisation wanted on wanted.id = n.wanted_id where n.id = i.introduction_id`;

/** What a post hands over. Whoever is asked waits until they have answered everything. */
const handover = sql`
  select coalesce(leaver.name || ' hands over: ', '') || p.title, case i.kind
      when 'handover.asked' then h.state in ('open', 'sent') and exists (select 1 from handover_item x where x.handover_id = h.id and x.to_post_id = i.post_id and x.state = 'offered')
      when 'handover.failed' then h.state = 'sent' and h.failed_at is not null
      else true end
  from handover h join post p on p.id = h.seat_post_id left join account leaver on leaver.id = h.leaver_id where h.id = i.handover_id`;

/** A post that nobody sits in, for as long as that is so; or that somebody leaves. */
const home = sql`
  select p.title || ', ' || o.name, case i.kind when 'notice.given' then exists (select 1 from tenure n where n.post_id = p.id and not n.cover and n.valid_until > now()) else not exists (select 1 from app.seat s where s.post_id = p.id) end
  from post p join organisation o on o.id = p.organisation_id where p.id = i.home_post_id`;

const cover = sql`
  select away.name || ' is away' || coalesce(', ' || deputy.name || case when i.kind = 'cover.look_again' then ' steps in no more' else ' steps in' end, ''), case i.kind when 'cover.begins' then c.ended_at is null
      when 'cover.look_again' then c.ended_at is null and not exists (select 1 from tenure n where n.id = c.deputy_tenure_id and (n.valid_until is null or n.valid_until > now())) else true end
  from cover c join account away on away.id = c.away_id left join account deputy on deputy.id = c.deputy_id where c.id = i.cover_id`;

/** A note on supervision waits for whoever the post told speaks for, or for whoever sits there. */
const charter = sql`
  select 'Role charter: ' || p.title || ', ' || o.name, i.kind <> 'charter.note' or not exists (
      select 1 from charter_agreement a join post told on told.id = i.post_id
      where a.note_id = (select n.id from charter_note n where n.seat_post_id = p.id order by n.number desc limit 1)
        and (a.post_id = told.id or a.party <> 'post' and told.id <> p.id and a.organisation_id = told.organisation_id))
  from post p join organisation o on o.id = p.organisation_id where p.id = i.charter_post_id`;

/** What is asked of an organisation waits until somebody there has answered, or it is asked no more. */
const decision = sql`
  select d.title, i.kind <> 'decision.asked' or d.state = 'asked' and not exists (
      select 1 from decision_voice v join post told on told.id = i.post_id where v.decision_id = d.id and v.number = d.asked_version and v.named_id = told.organisation_id and v.ended_at is null)
  from decision d where d.id = i.decision_id`;

/** What a piece of news can be about: the column of `inbox_item` that names it, and what is asked of it. */
const things = { gap_id: gap, ask_id: ask, booking_id: booking, day_id: day, wish_id: wish, event_id: event, tie_id: tie, introduction_id: introduction, handover_id: handover, home_post_id: home, cover_id: cover, charter_post_id: charter, decision_id: decision } as const;
export type About = keyof typeof things;

export type Thing = { id: string; words: string; waits: boolean };

/**
 * What these pieces of news are about: the words, and whether they wait still. What wants an answer waits for as long as it
 * has none, whoever gave it. A thing that is gone, or not for whoever asks, says nothing.
 *
 * Each kind of thing is a statement of its own, and only what occurs is asked: all of them in one took PostgreSQL longer to
 * plan, with the policies of every table they touch, than everything else on the page to answer.
 */
export async function thingsOf(trx: Database, items: readonly { id: string; about: About }[]): Promise<Map<string, Thing>> {
  const found = new Map<string, Thing>();
  for (const about of new Set(items.map((item) => item.about))) {
    const ids = items.flatMap((item) => (item.about === about ? item.id : []));
    const { rows } = await sql<Thing>`
      select i.id, thing.words, thing.waits from inbox_item i cross join lateral (${things[about]}) thing (words, waits) where i.id = any(${ids}::uuid[])`.execute(trx);
    for (const row of rows) found.set(row.id, row);
  }
  return found;
}
