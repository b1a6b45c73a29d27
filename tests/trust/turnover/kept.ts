import { sql } from "kysely";
import { storyOf } from "~/features/relationships/ties/reading.server";
import type { Town } from "./town";

export type Story = { tieId: string; contacts: Map<string, string> };

const told = (one: { kind: string; line: string; by: string | null }) => `${one.kind} ${one.line} by ${one.by ?? "the network"}`;

/** What each tie tells of what has passed, from the beginning. */
export async function storiesOf(town: Town): Promise<Story[]> {
  const rows = await town.data.admin<{ tieId: string; id: string; kind: string; line: string; by: string | null }[]>`
    select t.id as "tieId", c.id, c.kind, c.line, a.name as by from tie t join tie_contact c on c.tie_id = t.id and c.ended_at is null and c.happened_at <= now() left join account a on a.id = c.account_id order by t.id, c.happened_at, c.id`;
  const stories = new Map<string, Story>();
  for (const { tieId, id, ...one } of rows) {
    const story = stories.get(tieId) ?? { tieId, contacts: new Map() };
    story.contacts.set(id, told(one));
    stories.set(tieId, story);
  }
  return [...stories.values()];
}

/** Reads each story again, page by page to its beginning, as somebody who holds a side of it now. */
export async function readAgain(town: Town, stories: readonly Story[]): Promise<{ read: number; faults: string[] }> {
  const answers = await Promise.all(stories.map(async (story) => ({ read: story.contacts.size, faults: await readsAgain(town, story) })));
  return { read: answers.reduce((sum, { read }) => sum + read, 0), faults: answers.flatMap(({ faults }) => faults) };
}

async function readsAgain(town: Town, { tieId, contacts }: Story): Promise<string[]> {
  const faults: string[] = [];
  const [row] = await town.data.admin<{ account: string }[]>`
    select s.account_id as account from tie t join app.seat s on s.organisation_id in (t.one_id, t.other_id) and s.role not in ('commissioner', 'facilitator') where t.id = ${tieId} order by md5(s.account_id::text) limit 1`;
  const reader = row ? await town.member(row.account) : await town.facilitator();
  const found = new Map<string, string>();
  let first = "";
  for (let before: string | undefined, more = true; more; ) {
    const page = await town.as(reader, (trx) => storyOf(trx, reader, tieId, { before }));
    for (const one of page.items) found.set((first = one.id), told(one));
    more = page.next !== null;
    before = page.next ?? undefined;
  }
  for (const [id, words] of contacts) if (found.get(id) !== words) faults.push(`tie ${tieId}: "${words}" reads "${found.get(id) ?? "nothing"}"`);
  if (first !== [...contacts.keys()][0]) faults.push(`tie ${tieId} does not read from its beginning`);
  const { rows: words } = await town.as(reader, (trx) => sql`select 1 from app.tie_words(${tieId})`.execute(trx));
  if (words.length !== 1) faults.push(`how the two of tie ${tieId} work together cannot be read`);
  return faults;
}

export type Consent = { grants: string[]; reach: Set<string> };

/** Every grant as it stands, which organisation's people reach what of whom, and whose posts hold a case. */
export async function consentNow(town: Town): Promise<Consent> {
  const grants = await town.data.admin`select id, client_id, organisation_id, purpose, section_class, access, valid_from, valid_until, ended_at from consent_grant order by id`;
  const scopes = await town.data.admin<{ it: string }[]>`
    select distinct r.client_id || ' ' || r.scope || ' ' || r.organisation_id || ' ' || r.may_write as it from app.seat s cross join lateral app.scopes_of(s.account_id) r
    union select 'case ' || k.client_id || ' ' || p.organisation_id from caseload k join post p on p.id = k.post_id where k.valid_until is null`;
  return { grants: grants.map((one) => JSON.stringify(one)), reach: new Set(scopes.map(({ it }) => it)) };
}

/** What is open now and was not before. */
export function widened(before: Consent, after: Consent): string[] {
  const known = new Set(before.grants);
  return [...after.grants.filter((one) => !known.has(one)), ...[...after.reach].filter((one) => !before.reach.has(one))];
}
