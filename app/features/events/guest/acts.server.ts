import { AppError } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import { said } from "../../shadowing/offer/answer.server";
import { guestAnswers, guestLeaves, guestVotes } from "../commands.server";
import { hashOf } from "../guests.server";
import { votesIn } from "../poll/votes";

/** Does what a guest's form asks, by their link alone. @returns where to go then @throws wrong_entry, conflict, not_found, too_many */
export async function actAsGuest({ db, limit }: Services, address: string, token: string, form: FormData): Promise<string> {
  await limit("here", `rsvp ${address}`);
  await limit("guest", hashOf(token));
  const here = `/rsvp/${encodeURIComponent(token)}`;
  switch (said(form, "intent")) {
    case "vote":
      await guestVotes(db, token, votesIn(form));
      return `${here}?done=said`;
    case "answer":
      await guestAnswers(db, token, { says: said(form, "says"), whyNot: said(form, "whyNot") || null, line: said(form, "line") });
      return `${here}?done=answered`;
    case "leave":
      await guestLeaves(db, token);
      return `${here}?done=left`;
    default:
      throw new AppError("wrong_entry", "Choose what to do.");
  }
}
