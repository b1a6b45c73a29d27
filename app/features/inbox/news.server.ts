import { sql, type RawBuilder } from "kysely";
import type { Database } from "~db/client";
import { actsInNetwork, type Actor } from "~/shared/actor";
import { countToCheck } from "../gaps/to-check.server";
import { thingsOf, type About, type Thing } from "./things.server";
import { newsKinds, type NewsKind, type Verb } from "./words";

/** One piece of news for a post of this actor, about a gap, a question, a shadow day, a learning event or a tie. */
export type News = { id: string; kind: NewsKind; verb: Verb; about: string; words: string; detail: string; to: string; at: string };
/** What waits: the newest, how many in all, and flagged words for whoever reviews them; and when that was so. */
export type Waiting = { items: News[]; count: number; toCheck: number; asOf: string };

const shownOnToday = 7;
const counted = 100;

/** What waits for the posts somebody sits in, the newest first; nothing for commissioners. No person supported is in it, so no look is written. */
export async function waitingNews(trx: Database, actor: Actor, most = shownOnToday): Promise<Waiting> {
  const asOf = new Date().toISOString();
  if (!actsInNetwork(actor)) return { items: [], count: 0, toCheck: 0, asOf };
  const items = await newest(trx, waiting, Math.max(most, counted), ({ waits }) => waits);
  const toCheck = await countToCheck(trx, actor);
  return { items: items.slice(0, most), count: items.length + (toCheck > 0 ? 1 : 0), toCheck, asOf };
}

/** What was seen or done lately, for the full list. */
export async function seenNews(trx: Database, actor: Actor, most = 30): Promise<News[]> {
  if (!actsInNetwork(actor)) return [];
  return newest(trx, seen, most, () => true);
}

type Item = { id: string; kind: NewsKind; about: About; thing: string; at: string; by: string | null };
/** Pieces of news, and by what the newest of them is known. */
type Which = { where: RawBuilder<boolean>; at: RawBuilder<Date> };

const waiting: Which = { where: sql`i.seen_at is null`, at: sql`i.at` };
const seen: Which = { where: sql`i.seen_at > now() - interval '30 days'`, at: sql`i.seen_at` };

/** The newest whose thing is there and counts. What became of a thing is known only by asking, so a batch is looked up after the other until there are enough. */
async function newest(trx: Database, which: Which, most: number, counts: (thing: Thing) => boolean): Promise<News[]> {
  const found: News[] = [];
  let last: string | undefined;
  do {
    const items = await itemsOf(trx, which, most, last);
    const things = await thingsOf(trx, items);
    found.push(...items.flatMap((item) => newsOf(item, things.get(item.id), counts)));
    last = items.length === most ? items.at(-1)?.id : undefined;
  } while (last && found.length < most);
  return found.slice(0, most);
}

/** Row-level security shows the items of one's own posts. `after`: the last of those already looked at. */
async function itemsOf(trx: Database, { where, at }: Which, most: number, after: string | undefined): Promise<Item[]> {
  const rest = after ? sql`and (${at}, i.id) < (select ${at}, i.id from inbox_item i where i.id = ${after}::uuid)` : sql``;
  const { rows } = await sql<Omit<Item, "about" | "thing"> & Record<About, string | null>>`
    select i.id, i.kind, to_json(i.at)#>>'{}' as at, account.name as by, ${sql.join(abouts.map((column) => sql.ref(`i.${column}`)))}
    from inbox_item i left join account on account.id = i.account_id
    where ${where} ${rest} order by ${at} desc, i.id desc limit ${most}`.execute(trx);
  return rows.map(({ id, kind, at: when, by, ...about }) => {
    const column = abouts.find((one) => about[one]) ?? "gap_id";
    return { id, kind, at: when, by, about: column, thing: about[column] ?? "" };
  });
}

/** Where each thing is. */
const addresses: Record<About, string> = { gap_id: "/gaps", ask_id: "/gaps/asks", day_id: "/diary/shadow", booking_id: "/diary/shadow/bookings", wish_id: "/diary/shadow/wishes", event_id: "/diary/events", tie_id: "/directory/ties", introduction_id: "/directory/introductions", handover_id: "/team/handovers", home_post_id: "/team/home", cover_id: "/team/cover", charter_post_id: "/team/charter", decision_id: "/decisions" };
const abouts = Object.keys(addresses) as About[];

function newsOf({ id, kind, about, thing, at, by }: Item, found: Thing | undefined, counts: (thing: Thing) => boolean): News[] {
  if (!found || !counts(found)) return [];
  const { verb, words: what } = newsKinds[kind];
  const to = kind === "notice.given" ? "/team" : `${addresses[about]}/${thing}`;
  return [{ id, kind, verb, about: thing, words: found.words, detail: by ? `${what} · ${by}` : what, to, at }];
}
