import type { Database } from "~db/client";
import { withActor } from "~/shared/actor.server";
import type { Actor } from "~/shared/actor";
import { errorCode, notFound } from "~/shared/errors";
import { wrong } from "../../gaps/access.server";
import { doorPage, signInAsMyself, signInHere, takeBackPresence, type Door } from "../commands.server";
import { canActOnEvents } from "../policy";

type Field = (name: string) => string;

/** What a phone shows that read the code; nothing of the event for a code nobody made. */
export async function herePage(db: Database, actor: Actor | undefined, secret: string) {
  const door = await doorPage(db, secret).catch((error: unknown) => {
    if (errorCode(error) === "not_found") return undefined;
    throw error;
  });
  const me = door && actor && canActOnEvents(actor) ? { name: actor.name, isHere: (await withActor(db, actor, (trx) => ownInvitee(trx, actor, door.eventId))) !== undefined } : undefined;
  return { door: door && shownOf(door), me };
}

function shownOf({ title, place, startsAt, endsAt, stands }: Door) {
  return { title, place, startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString(), stands };
}

/**
 * Signs in: as oneself with one tap where somebody acts in the network, else under the name that is typed. Names of
 * those who were asked are never shown here, nor whether one was: a code on a screen is soon in many cameras, and
 * whoever holds it would read the list by trying. @throws not_found, wrong_entry, conflict outside its hours
 */
export async function actHere(db: Database, actor: Actor | undefined, secret: string, field: Field): Promise<void> {
  if (field("intent") === "name") {
    const name = field("name");
    if (!name.trim()) throw wrong("name", "Write your name.");
    await signInHere(db, secret, { name, organisation: field("organisation"), role: field("role") });
    return;
  }
  if (!actor || !canActOnEvents(actor)) notFound();
  if (field("intent") === "me") return void (await withActor(db, actor, (trx) => signInAsMyself(trx, actor, secret)));
  if (field("intent") !== "not-me") notFound();
  const { eventId } = await doorPage(db, secret);
  await withActor(db, actor, async (trx) => {
    const inviteeId = await ownInvitee(trx, actor, eventId);
    if (inviteeId) await takeBackPresence(trx, actor, eventId, inviteeId);
  });
}

/** Under which of one's posts one is signed in. */
async function ownInvitee(trx: Database, actor: Actor, eventId: string): Promise<string | undefined> {
  const row = await trx
    .selectFrom("event_presence as there")
    .innerJoin("event_invitee as invitee", "invitee.id", "there.invitee_id")
    .where("there.event_id", "=", eventId)
    .where("there.ended_at", "is", null)
    .where("invitee.invited_post_id", "in", actor.seats.map(({ postId }) => postId))
    .select("invitee.id")
    .executeTakeFirst();
  return row?.id;
}
