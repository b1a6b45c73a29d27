import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { reflectionsOf } from "../after/reflecting.server";
import { findBooking, findDay, nobodySitsIn } from "../access.server";
import { elsewhereAfter, isLive, type Visits } from "../words";
import { agreementOf } from "./agreement.server";
import { clashesOf } from "../../diary/clashes.server";
import { lettersThatFailed } from "../../diary/letters.server";
import { dayView } from "./day-page.server";
import { messagesOf } from "./messages.server";
import { nextLike } from "./next-like.server";
import { abilitiesFor, isPast, sideOf } from "./sides";
import { stepWords } from "./steps";

/** One page for both sides: how it stands, what each said, what each may do, and afterwards what they learned. */
export async function bookingPage(trx: Database, actor: Actor, bookingId: string) {
  const now = new Date();
  const booking = await findBooking(trx, actor, bookingId);
  const day = await findDay(trx, actor, booking.dayId);
  const abilities = abilitiesFor(actor, booking, day, now);
  const turns = await turnsOf(trx, booking.id);
  const last = turns.at(-1);
  const asked = turns.findLast(({ to }) => to === "asked");
  const { id, state, help, guest, guestPost, guestOrganisation } = booking;
  return {
    booking: { id, state, help, guest, guestPost, guestOrganisation, until: booking.until?.toISOString(), askedAt: asked?.at.toISOString(), visits: (last?.visits ?? null) as Visits | null, why: last?.why ?? "" },
    side: sideOf(actor, booking),
    hostLeft: isLive(state) && day.endsAt > now && (await nobodySitsIn(trx, day.hostPostId)),
    day: dayView(day, actor, now),
    abilities,
    answerBy: state === "asked" && asked ? await answerBy(trx, asked.at) : undefined,
    thread: threadOf(turns, await messagesOf(trx, booking.id), actor),
    agreement: abilities.take || abilities.again || abilities.move ? await agreementOf(trx, actor) : undefined,
    clashes: abilities.take ? await clashesOf(trx, actor, day, { exceptDayId: day.id }) : [],
    next: abilities.move || abilities.again || !isLive(state) ? await nextLike(trx, actor, day, 3) : [],
    after: isPast(booking, day, now) ? await reflectionsOf(trx, actor, booking) : undefined,
    notGone: await lettersThatFailed(trx, booking.id),
    now: now.toISOString(),
  };
}

async function turnsOf(trx: Database, bookingId: string) {
  return trx
    .selectFrom("shadow_turn as turn")
    .leftJoin("account", "account.id", "turn.account_id")
    .where("turn.booking_id", "=", bookingId)
    .orderBy("turn.number")
    .select(["turn.number", "turn.to_state as to", "turn.why", "turn.line", "turn.visits", "turn.at", "turn.account_id as accountId", "account.name"])
    .execute();
}

/** The last working day on which a host can still answer. */
async function answerBy(trx: Database, askedAt: Date): Promise<string | undefined> {
  const { rows } = await sql<{ at: Date }>`select app.working_days_after(${askedAt}, ${elsewhereAfter}) as at`.execute(trx);
  return rows[0]?.at.toISOString();
}

type Turn = Awaited<ReturnType<typeof turnsOf>>[number];
type Message = Awaited<ReturnType<typeof messagesOf>>[number];
export type Entry = { id: string; at: string; by: string | undefined; mine: boolean; step: string | undefined; line: string };

/** What happened and what was said, in one order. */
function threadOf(turns: Turn[], messages: Message[], actor: Actor): Entry[] {
  const steps = turns.flatMap(({ number, why, line, at, name, accountId }): Entry[] => {
    const step = stepWords(why, name);
    return step ? [{ id: `step-${number}`, at: at.toISOString(), by: name ?? undefined, mine: accountId === actor.accountId, step, line }] : [];
  });
  const said = messages.map(({ id, line, at, name, accountId }): Entry => ({ id, at: at.toISOString(), by: name, mine: accountId === actor.accountId, step: undefined, line }));
  return [...steps, ...said].sort((one, other) => one.at.localeCompare(other.at));
}
