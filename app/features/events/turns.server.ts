import type { Database } from "~db/client";
import { recordActivity } from "~/shared/activity.server";
import type { ActivityKind } from "~/shared/activity";
import type { Actor } from "~/shared/actor";
import { AppError } from "~/shared/errors";
import { tellPosts } from "../inbox/tell.server";
import type { NewsKind } from "../inbox/words";
import { actedBy, inActingSeat, lineOf } from "../gaps/access.server";
import type { Held } from "./access.server";
import type { Span } from "./times.server";
import type { EventState, TurnWhy } from "./words";

type Turn = { to: EventState; why: TurnWhy; line?: string | undefined; span?: Span | undefined; at?: Date | undefined };
const kinds: Record<TurnWhy, ActivityKind> = { date_set: "event.date_set", moved: "event.changed", cancelled: "event.cancelled", revived: "event.changed" };

/** One numbered turn of an event that is held. The trigger of migration 82 sets its state, version and dates from it. */
export async function writeTurn(trx: Database, actor: Actor, eventId: string, held: { version: number }, { to, why, line = "", span, at }: Turn): Promise<{ version: number }> {
  const version = held.version + 1;
  await trx.insertInto("event_turn").values({ ...actedBy(actor, at), ...span, event_id: eventId, number: version, to_state: to, why, line }).execute();
  await recordActivity(trx, inActingSeat(actor), { kind: kinds[why], subjectKind: "event", subjectId: eventId, detail: { why } });
  return { version };
}

/** Sets the first date or another one, on an event that is held. */
export async function setDate(trx: Database, actor: Actor, eventId: string, held: Pick<Held, "version" | "state">, span: Span, { line = "", at }: Pick<Turn, "line" | "at">): Promise<{ version: number }> {
  const said = lineOf(line, { field: "line", most: 300, sentence: "", mayBeEmpty: true });
  return writeTurn(trx, actor, eventId, held, { to: "set", why: held.state === "set" ? "moved" : "date_set", line: said, span, at });
}

/** Somebody turned it since this version was read: they came first, and it is said who. A rewording counts as well. @throws conflict */
export async function requireUnturned(trx: Database, eventId: string, held: Held, seen: number): Promise<void> {
  if (held.version === seen) return;
  const first = await trx
    .selectFrom("event_turn")
    .innerJoin("account", "account.id", "event_turn.account_id")
    .where("event_turn.event_id", "=", eventId)
    .where("event_turn.number", ">", Number.isInteger(seen) ? Math.max(0, Math.min(seen, held.version)) : 0)
    .orderBy("event_turn.number", "desc")
    .limit(1)
    .select(["account.name", "event_turn.why"])
    .executeTakeFirst();
  if (first) throw new AppError("conflict", `${first.name} ${did[first.why as TurnWhy]} first. Look again.`);
  throw new AppError("conflict", "Someone changed this event while you were writing. Your words are still here; read theirs, then save again.");
}
const did: Record<TurnWhy, string> = { date_set: "set the date", moved: "moved it", cancelled: "cancelled it", revived: "put it on again" };

/** Tells the posts that were asked, and did not say that they cannot come. */
export async function tellInvited(trx: Database, actor: Actor, kind: NewsKind, eventId: string): Promise<number> {
  const rows = await trx
    .selectFrom("event_invitee")
    .leftJoin("event_answer", (join) => join.onRef("event_answer.invitee_id", "=", "event_invitee.id").on("event_answer.ended_at", "is", null))
    .where("event_invitee.event_id", "=", eventId)
    .where("event_invitee.ended_at", "is", null)
    .where("event_invitee.invited_post_id", "is not", null)
    .where((where) => where.or([where("event_answer.says", "is", null), where("event_answer.says", "<>", "cant")]))
    .select("event_invitee.invited_post_id as postId")
    .execute();
  const posts = rows.flatMap(({ postId }) => postId ?? []);
  await tellPosts(trx, actor, kind, { eventId }, posts);
  return posts.length;
}
