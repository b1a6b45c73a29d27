import { sql } from "kysely";
import type { Database } from "~db/client";
import { actsInNetwork, type Actor } from "~/shared/actor";
import type { Tone } from "~/kit/Tag";
import { stateWords, type BookingState } from "../../shadowing/words";
import type { Span } from "../calendar/entry";
import type { DiaryItem } from "./words";

/** Days one goes to, asked for or waits for, and days one's posts host. */
export async function shadowItems(trx: Database, actor: Actor, span: Span): Promise<DiaryItem[]> {
  if (!actsInNetwork(actor)) return [];
  return [...(await goingTo(trx, actor, span)), ...(await hosting(trx, actor, span))];
}

type Times = { startsAt: Date; endsAt: Date; where: string; access: string };

const tones: Partial<Record<BookingState, Tone>> = { confirmed: "agreed", offered: "needs" };

async function goingTo(trx: Database, actor: Actor, { from, until }: Span): Promise<DiaryItem[]> {
  const { rows } = await sql<Times & { id: string; state: BookingState; host: string; organisation: string }>`
    select b.id, b.state, d.starts_at as "startsAt", d.ends_at as "endsAt", o.where_words as where, o.access_words as access, host.name as host, organisation.name as organisation
    from shadow_booking b join shadow_day d on d.id = b.day_id join shadow_offer o on o.id = d.offer_id
      join account host on host.id = d.host_account_id join organisation on organisation.id = d.host_organisation_id
    where b.account_id = ${actor.accountId}::uuid and d.starts_at >= ${from} and d.starts_at < ${until}
      and b.state in ('waiting', 'offered', 'asked', 'confirmed') and (d.ends_at > now() or b.state = 'confirmed') and d.cancelled_at is null`.execute(trx);
  return rows.map(({ id, state, host, organisation, startsAt, endsAt, where, access }) => ({
    id: `booking-${id}`,
    kind: "going",
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    title: `Shadow day with ${host}`,
    to: `/diary/shadow/bookings/${id}`,
    line: organisation,
    where,
    access,
    tag: { words: endsAt <= new Date() ? "You were there" : stateWords[state].guest, tone: tones[state] ?? "info" },
    waits: state === "offered",
  }));
}

type Guest = { name: string; state: BookingState };

async function hosting(trx: Database, actor: Actor, { from, until }: Span): Promise<DiaryItem[]> {
  const posts = actor.seats.filter((seat) => seat.role !== "commissioner").map((seat) => seat.postId);
  const { rows } = await sql<Times & { id: string; places: number; host: string; hostAccountId: string; guests: Guest[] | null }>`
    select d.id, d.places, d.starts_at as "startsAt", d.ends_at as "endsAt", o.where_words as where, o.access_words as access, host.name as host, d.host_account_id as "hostAccountId",
      (select json_agg(json_build_object('name', guest.name, 'state', b.state) order by b.at) from shadow_booking b join account guest on guest.id = b.account_id
        where b.day_id = d.id and b.state in ('asked', 'confirmed')) as guests
    from shadow_day d join shadow_offer o on o.id = d.offer_id join account host on host.id = d.host_account_id
    where d.host_post_id = any(${posts}::uuid[]) and d.starts_at >= ${from} and d.starts_at < ${until} and d.cancelled_at is null`.execute(trx);
  return rows.map(({ id, places, host, hostAccountId, guests, startsAt, endsAt, where, access }) => ({
    id: `day-${id}`,
    kind: "hosting",
    startsAt: startsAt.toISOString(),
    endsAt: endsAt.toISOString(),
    title: hostAccountId === actor.accountId ? "Shadow day that you host" : `Shadow day that ${host} hosts, from your post`,
    to: `/diary/shadow/${id}`,
    line: guestWords(guests ?? [], endsAt <= new Date()),
    where,
    access,
    ...tagOf(guests ?? [], places, endsAt <= new Date()),
  }));
}

function guestWords(guests: readonly Guest[], isOver: boolean): string {
  const named = (state: BookingState) => guests.filter((guest) => guest.state === state).map(({ name }) => name).join(", ");
  const [coming, asking] = [named("confirmed"), isOver ? "" : named("asked")];
  return [coming && `With ${coming}`, asking && `Asking: ${asking}`].filter(Boolean).join(" · ") || (isOver ? "Nobody came along" : "Nobody has booked yet");
}

function tagOf(guests: readonly Guest[], places: number, isOver: boolean): Pick<DiaryItem, "tag" | "waits"> {
  if (isOver) return { tag: { words: "It has been", tone: "plain" }, waits: false };
  const asked = guests.filter(({ state }) => state === "asked").length;
  if (asked > 0) return { tag: { words: "Waits for your answer", tone: "needs" }, waits: true };
  const coming = guests.length;
  return { tag: coming === 0 ? { words: "On offer", tone: "plain" } : { words: `${coming} of ${places} coming`, tone: "agreed" }, waits: false };
}
