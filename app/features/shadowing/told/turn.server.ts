import { asking, setAsking, type Database } from "~db/client";
import { recordActivityOfDuty } from "~/shared/activity.server";
import type { Visits } from "../words";
import * as guest from "./guest-letters";
import * as host from "./host-letters";
import { nextForGuest, storyOf, type Story } from "./story.server";
import { tellGuest, tellHost, type Telling } from "./telling.server";

type Turn = { id: string; booking_id: string; number: number; from_state: string; to_state: string; why: string; line: string; visits: string | null; account_id: string | null };
type Told = { guest?: Telling; host?: Telling };

/**
 * Tells both sides of one turn of a booking, once: the turn is held while it is told and says afterwards that it was.
 * Letters are written in the name of whoever turned, who may so learn of one that no mail server took.
 */
export async function tellOfTurn(db: Database, baseUrl: string, turnId: string): Promise<void> {
  await asking(db, { duty: "diary" }, async (trx) => {
    const turn = await trx
      .selectFrom("shadow_turn")
      .where("id", "=", turnId)
      .where("told_at", "is", null)
      .select(["id", "booking_id", "number", "from_state", "to_state", "why", "line", "visits", "account_id"])
      .forUpdate()
      .executeTakeFirst();
    const story = turn && (await storyOf(trx, turn.booking_id));
    if (!turn || !story) return;
    await setAsking(trx, { account: turn.account_id ?? "", duty: "diary" });
    const next = pointsOn.has(turn.to_state) || turn.why.endsWith("cannot") || turn.why === "day_cancelled" ? await nextForGuest(trx, story, turn.account_id) : undefined;
    const told = whatIsTold(turn, story, { line: turn.line, visits: turn.visits as Visits | null, next, baseUrl });
    if (told.guest) await tellGuest(trx, story, told.guest, baseUrl);
    if (told.host) await tellHost(trx, story, told.host, baseUrl);
    await trx.updateTable("shadow_turn").set({ told_at: new Date() }).where("id", "=", turn.id).execute();
    if (told.guest?.kind || told.host?.kind) await recordActivityOfDuty(trx, { kind: "shadow.told", subjectKind: "shadow_day", subjectId: story.day.id });
  });
}

/** After these the guest is pointed to the next day like it. */
const pointsOn = new Set(["refused", "unanswered", "lapsed"]);

/** A hold, and a hold let go, are nobody's business; nor is a turn that another has followed, which is told instead. */
function whatIsTold(turn: Turn, story: Story, said: guest.Said): Told {
  if (turn.number !== story.version) return {};
  switch (turn.to_state) {
    case "asked":
      return { host: { kind: "shadow.asked", letter: host.askedLetter(story, said) } };
    case "confirmed":
      return { guest: { kind: "shadow.confirmed", letter: guest.goingLetter(story, said), withEntry: true }, host: { letter: host.comingLetter(story, said), withEntry: true } };
    case "refused":
      return { guest: { kind: "shadow.refused", letter: guest.notThisTimeLetter(story, said) } };
    case "unanswered":
      return { guest: { kind: "shadow.unanswered", letter: guest.noAnswerLetter(story, said) } };
    case "offered":
      return { guest: { kind: "shadow.place", letter: guest.placeLetter(story, said) } };
    case "lapsed":
      return { guest: { letter: guest.placeGoneLetter(story, said) } };
    case "cancelled":
      return cancelled(turn, story, said);
    default:
      return {};
  }
}

function cancelled({ from_state, why, account_id }: Turn, story: Story, said: guest.Said): Told {
  const withEntry = from_state === "confirmed";
  if (why !== "guest_cannot") return { guest: { kind: "shadow.cancelled", letter: guest.hostCannotLetter(story, said), withEntry } };
  const knows = account_id === story.guest.accountId;
  const own: Telling | undefined = withEntry || !knows ? { ...(knows ? {} : { kind: "shadow.cancelled" as const }), letter: guest.givenUpLetter(story, said), withEntry } : undefined;
  const hostHeard = from_state === "asked" || from_state === "confirmed";
  return { ...(own ? { guest: own } : {}), ...(hostHeard ? { host: { kind: "shadow.cancelled", letter: host.cannotComeLetter(story, said) } } : {}) };
}
