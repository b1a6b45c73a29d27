import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { drawnCode } from "~/shared/codes.server";
import { errorCode } from "~/shared/errors";
import { findEvent, type LearningEvent } from "../access.server";
import { doorPage } from "../commands.server";
import { eventParts } from "../pages/page/event-page.server";
import { canAnswerFor, canPlan } from "../policy";
import { doorOpensBefore } from "../words";
import { whoComes } from "./who-comes.server";

/** The host's screen on the day: who comes and who is there; the code, where this browser holds one that still opens. */
export async function dayPage(trx: Database, actor: Actor, eventId: string, now: Date) {
  const event = await findEvent(trx, actor, eventId);
  const opensAt = event.startsAt && new Date(event.startsAt.getTime() - doorOpensBefore * 60_000);
  const people = await whoComes(trx, event.id);
  const isOpen = event.state === "set" && opensAt !== null && opensAt <= now;
  return {
    event: { id: event.id, title: event.title, place: event.place, state: event.state, startsAt: event.startsAt?.toISOString(), endsAt: event.endsAt?.toISOString() },
    parts: await eventParts(trx, event),
    opensAt: opensAt?.toISOString(),
    isOpen,
    isPlanner: canPlan(actor, event),
    here: people.filter(({ at }) => at !== null).length,
    going: people.filter(({ says, place }) => says === "going" && place === "in").length,
    people: people.map((one) => ({ ...one, at: one.at?.toISOString(), mayTick: isOpen && mayTick(actor, event, one.postId) })),
  };
}

export type DayShown = Awaited<ReturnType<typeof dayPage>>;

function mayTick(actor: Actor, event: LearningEvent, postId: string | null): boolean {
  return canAnswerFor(actor, event, { postId });
}

/** The code that this browser holds, drawn; none once it was closed, or for another event. */
export async function heldCode(db: Database, eventId: string, secret: string | undefined, baseUrl: string) {
  if (!secret) return undefined;
  const door = await doorPage(db, secret).catch((error: unknown) => {
    if (errorCode(error) === "not_found") return undefined;
    throw error;
  });
  if (!door || door.eventId !== eventId || door.stands === "over") return undefined;
  const href = `${baseUrl}/here/${secret}`;
  return { href, ...drawnCode(href) };
}
