import { visitsWords, type BookingState, type Visits } from "../words";
import type { Side } from "./sides";
import { firstName } from "./views";

/** What a turn of a booking was, in its history; a hold is nobody's news. */
export function stepWords(why: string, name: string | null): string | undefined {
  const who = name ?? "Somebody";
  switch (why) {
    case "waits":
      return `${who} joined the waiting list`;
    case "asks":
      return `${who} asked for this day`;
    case "yes":
      return `${who} said yes`;
    case "not_this_time":
      return `${who} said: not this time`;
    case "guest_cannot":
      return `${who} gave the place up`;
    case "host_cannot":
      return `${who} cannot after all`;
    case "day_cancelled":
      return "The day was cancelled";
    case "place_free":
      return "A place came free";
    case "not_answered":
      return "No answer came in four working days";
    default:
      return undefined;
  }
}

type Told = { state: BookingState; side: Side; guest: string; host: string; until?: string | undefined; answerBy?: string | undefined; why: string; visits: Visits | null; seesPeople: boolean };

/** What that means, and what comes next, in a sentence or two. Times arrive said already. */
export function nextWords({ state, side, guest, host, until, answerBy, why, visits, seesPeople }: Told): string {
  const mine = side === "guest";
  const [theGuest, theHost] = [firstName(guest), firstName(host)];
  const seen = visits && seesPeople ? ` ${visitsWords[visits]}.` : "";
  switch (state) {
    case "asked":
      return mine
        ? `${theHost} has been asked, and is reminded after two working days. If no answer comes by ${answerBy}, the place is free again and we show you another day.`
        : `${theGuest} is waiting. Without an answer by ${answerBy}, the place is free again and they are shown another day.`;
    case "confirmed":
      return mine ? `${theHost} said yes.${seen} We remind you both the day before.` : `${theGuest} has a yes.${seen} We remind you both the day before.`;
    case "waiting":
      return mine ? "When a place comes free, it is offered in the order in which people joined, for 24 hours each. We write to you when it is your turn." : `${theGuest} is offered a place when one comes free.`;
    case "offered":
      return mine ? `It is kept for you until ${until}. After that it goes to the next on the list.` : `It is kept for ${theGuest} until ${until}.`;
    case "held":
      return `${theGuest} is deciding. A place is held for five minutes.`;
    case "refused":
      return mine ? `${theHost} cannot this time. It says nothing about you.` : `${theGuest} has been told, and shown another day.`;
    case "unanswered":
      return mine ? `${theHost} has not answered in four working days, so you are free to look elsewhere.` : `Four working days went by, so ${theGuest} was shown another day. You can offer them a new one.`;
    case "lapsed":
      return mine ? "24 hours went by, so it went to the next on the list." : `${theGuest} did not take the place in 24 hours.`;
    case "cancelled":
      return why === "day_cancelled" ? "The day does not take place." : why === "host_cannot" ? `${theHost} cannot after all.` : mine ? `The place is free for somebody else. ${theHost} has been told.` : `${theGuest} cannot come. The place is free again.`;
    default:
      return "Nothing is booked.";
  }
}
