import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { recordViews } from "~/shared/views.server";
import { consentCarries, ownHandover, visibleItems, type Handover, type Item } from "./access.server";
import { itemKinds, kindWords, quietMonths, type Choice, type ItemKind } from "./words";

export type Suggestion = { choice: Choice; toPostId?: string };
/** One row of a handover, in words, for whoever makes it. `clientId` only for those who hold the case. */
export type ItemLine = Item & { words: string; clientId: string | null; suggestion: Suggestion | null; /** False: the person's consent carries to nobody, so asking is the only choice. */ covered: boolean };
export type Candidate = { postId: string; title: string; people: string; hostedAlike: boolean; cases: number };

/** All that is handed over, named; each person named is a look. @throws not_found, not_allowed */
export async function itemsOf(trx: Database, actor: Actor, handoverId: string): Promise<{ items: ItemLine[]; candidates: Candidate[]; successor: Successor | null }> {
  const handover = await ownHandover(trx, actor, handoverId);
  const candidates = await whoMightTake(trx, handover.seatPostId);
  const successor = await successorIn(trx, handover);
  const items = await visibleItems(trx).where("handover_id", "=", handover.id).execute();
  const named = await namesOf(trx, itemsIn(handover.id), handover.seatOrganisationId);
  const lines = items.map((row): ItemLine => {
    const item = row as Item;
    const { words, clientId, quiet, covered } = named.get(item.id) ?? nobody;
    return { ...item, words: words ?? "Somebody whose case you do not hold", clientId, covered, suggestion: covered ? suggest(item.kind, quiet, candidates, successor) : { choice: "ask_first" } };
  });
  const seen = [...new Set(lines.flatMap(({ clientId }) => clientId ?? []))];
  await recordViews(trx, actor, seen.map((clientId) => ({ clientId, what: "person", how: "list" })));
  return { items: lines.sort((one, other) => itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind) || one.words.localeCompare(other.words)), candidates, successor };
}

export type Successor = { name: string; /** They sit in the post already, or do on the day. */ isSure: boolean };

/** Who comes into the post: whoever sits there beside the leaver already, else the newcomer who is named. */
async function successorIn(trx: Database, { seatPostId, leaverId, newcomer, newcomerAgreed }: Handover): Promise<Successor | null> {
  const { rows } = await sql<{ name: string | null }>`
    select string_agg(a.name, ', ' order by a.name) as name from app.seat s join tenure n on n.id = s.tenure_id and not n.cover join account a on a.id = s.account_id
    where s.post_id = ${seatPostId} and s.account_id is distinct from ${leaverId}::uuid`.execute(trx);
  const sits = rows[0]?.name;
  if (sits) return { name: sits, isSure: true };
  return newcomer ? { name: newcomer, isSure: newcomerAgreed } : null;
}

/** What one would most likely choose: close with somebody long quiet, else whoever comes into the post, else the colleague of the same place with the fewest cases. */
function suggest(kind: ItemKind, quiet: boolean, [first]: Candidate[], successor: Successor | null): Suggestion | null {
  if (kind === "person" && quiet) return { choice: "close" };
  if (successor || kind === "day" || kind === "booking" || kind === "wish") return { choice: "stays" };
  return first ? { choice: "pass", toPostId: first.postId } : null;
}

/** Colleagues who are there, the likeliest first. */
export async function whoMightTake(trx: Database, postId: string): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select w.post_id as "postId", p.title, w.hosted_alike as "hostedAlike", w.cases,
      (select string_agg(a.name, ', ' order by a.name) from app.seat s join account a on a.id = s.account_id where s.post_id = w.post_id) as people
    from app.who_might_take(${postId}) with ordinality w (post_id, hosted_alike, cases, place) join post p on p.id = w.post_id order by w.place`.execute(trx);
  return rows;
}

export type AskedOfMe = Item & { reference: string | null; steps: number };

/** What colleagues ask this actor's posts to take over: of a person the reference and how much there is to do, and no name before the day. */
export async function askedOfMe(trx: Database, actor: Actor): Promise<AskedOfMe[]> {
  const posts = actor.seats.map(({ postId }) => postId);
  if (posts.length === 0) return [];
  const items = await visibleItems(trx).where("item.to_post_id", "in", posts).where("item.state", "in", ["offered", "accepted", "declined"]).execute();
  const { rows } = await sql<{ id: string; reference: string; steps: number }>`select item_id as id, reference, steps from app.asked_of_me()`.execute(trx);
  const told = new Map(rows.map((row) => [row.id, row]));
  return items.map((item) => ({ ...(item as Item), reference: told.get(item.id)?.reference ?? null, steps: told.get(item.id)?.steps ?? 0 }));
}

export type AskedLine = AskedOfMe & { words: string };

/** The same of one handover, in words: what the network sees by its name, a person and a promise to one without. */
export async function askedIn(trx: Database, actor: Actor, handover: Pick<Handover, "id" | "seatOrganisationId">): Promise<AskedLine[]> {
  const asked = (await askedOfMe(trx, actor)).filter(({ handoverId }) => handoverId === handover.id);
  const named = asked.length > 0 ? await namesOf(trx, itemsIn(handover.id), handover.seatOrganisationId) : new Map<string, Named>();
  return asked.map((item) => ({ ...item, words: isOfSomebody(item.kind) ? withoutAName(item) : (named.get(item.id)?.words ?? kindWords[item.kind].one) })).sort((one, other) => itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind) || one.words.localeCompare(other.words));
}

/** All of it for whoever comes into the post: by name only what the network sees anyway. */
export async function outlineOf(trx: Database, handover: Pick<Handover, "id" | "seatOrganisationId">): Promise<(Item & { words: string })[]> {
  const items = (await visibleItems(trx).where("handover_id", "=", handover.id).orderBy("item.id").execute()) as Item[];
  const named = await namesOf(trx, itemsIn(handover.id), handover.seatOrganisationId);
  const sorted = items.sort((one, other) => itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind));
  return sorted.map((item, index) => ({ ...item, words: isOfSomebody(item.kind) ? `${item.kind === "person" ? "Person" : "A promise to somebody"} ${index + 1}` : (named.get(item.id)?.words ?? kindWords[item.kind].one) }));
}

const isOfSomebody = (kind: ItemKind) => kind === "person" || kind === "step";

function withoutAName({ kind, reference }: AskedOfMe): string {
  if (kind === "step") return "A promise to somebody";
  return reference ? `Somebody, ${reference}` : "Somebody";
}

const itemsIn = (handoverId: string) => sql`select id, kind, subject_id from handover_item where handover_id = ${handoverId}`;

export type ThingLine = { kind: ItemKind; subjectId: string; words: string; clientId: string | null };

/** What a post holds, in words, for whoever looks after it; each person named is a look. */
export async function thingsIn(trx: Database, actor: Actor, { postId, organisationId }: { postId: string; organisationId: string }): Promise<ThingLine[]> {
  const { rows } = await sql<{ kind: ItemKind; subjectId: string }>`
    with things as materialized (select * from app.things_of(${postId}))
    select t.kind, t.subject_id as "subjectId" from things t
    where not (t.kind = 'step' and exists (select 1 from things p where p.kind = 'person' and p.client_id = t.client_id)) order by t.at, t.subject_id`.execute(trx);
  const named = await namesOf(trx, sql`select subject_id as id, kind, subject_id from app.things_of(${postId})`, organisationId);
  const lines = rows.map(({ kind, subjectId }) => ({ kind, subjectId, words: named.get(subjectId)?.words ?? "Somebody whose case you do not hold", clientId: named.get(subjectId)?.clientId ?? null }));
  const seen = [...new Set(lines.flatMap(({ clientId }) => clientId ?? []))];
  await recordViews(trx, actor, seen.map((clientId) => ({ clientId, what: "person", how: "list" })));
  return lines.sort((one, other) => itemKinds.indexOf(one.kind) - itemKinds.indexOf(other.kind) || one.words.localeCompare(other.words));
}

type Named = { words: string | null; clientId: string | null; quiet: boolean; covered: boolean };
const nobody: Named = { words: null, clientId: null, quiet: false, covered: true };

/** ", Tue 24 Nov": which of several days. */
const onDay = sql`', ' || to_char(d.starts_at at time zone 'Europe/London', 'Dy FMDD Mon')`;

/** Row-level security leaves out what the actor may not read. Each row asks the one table it is of, however many are listed. */
async function namesOf(trx: Database, listed: RawBuilder<unknown>, ownSide: string): Promise<Map<string, Named>> {
  const { rows } = await sql<Named & { id: string }>`
    select i.id, coalesce(c.name, s.words, partner.name, g.sentence, e.title, j.what, x.what, q.question,
        case i.kind when 'day' then concat('A shadow day to host', ${onDay}) when 'booking' then concat('A shadow day to go to', ${onDay}) when 'wish' then 'A wish for a day' end) as words,
      coalesce(c.id, s.client_id) as "clientId",
      coalesce(c.last_contact_on, c.created_at::date) < now() - make_interval(months => ${quietMonths}) as quiet,
      i.kind <> 'person' or c.id is null or ${consentCarries("c.id")} as covered
    from (${listed}) i
    left join caseload k on i.kind = 'person' and k.id = i.subject_id left join client c on c.id = k.client_id
    left join next_step s on i.kind = 'step' and s.id = i.subject_id
    left join tie t on i.kind = 'tie' and t.id = i.subject_id left join organisation partner on partner.id = case when t.one_id = ${ownSide} then t.other_id else t.one_id end
    left join lateral (select g.sentence from gap_role r join gap g on g.id = r.gap_id where i.kind = 'gap' and r.id = i.subject_id offset 0) g on true
    left join lateral (select title from learning_event where i.kind = 'event' and id = i.subject_id offset 0) e on true
    left join lateral (select what from event_job where i.kind = 'job' and id = i.subject_id offset 0) j on true
    left join lateral (select what from event_action where i.kind = 'action' and id = i.subject_id offset 0) x on true
    left join lateral (select question from ask where i.kind = 'ask' and id = i.subject_id offset 0) q on true
    left join lateral (select day_id from shadow_booking where i.kind = 'booking' and id = i.subject_id offset 0) b on true
    left join lateral (select starts_at from shadow_day where i.kind in ('day', 'booking') and id = coalesce(b.day_id, i.subject_id) offset 0) d on true
    `.execute(trx);
  return new Map(rows.map(({ id, ...row }) => [id, { ...row, quiet: row.quiet ?? false, covered: row.covered ?? true }]));
}
