import { makeFeed } from "~/features/diary/calendar/feeds.server";
import { invite, takeSeat } from "~/features/people/commands.server";
import { findInvitation } from "~/features/people/invitations.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Member } from "../../support/cast";
import type { TestDatabase } from "../../support/database";
import { pause } from "../../support/wait";
import type { Place } from "./line";
import { asks } from "./pages";

/** Who invites whom where: to a post of an organisation that closes, or somebody who leaves to one post more. */
export type Invited = { by: Actor; postId: string; name: string; email: string };

/** Addresses that open something without a cookie: a calendar that a program follows, and an invitation in somebody's letters. */
export class Links {
  private constructor(
    private readonly data: TestDatabase,
    private readonly place: Place,
    private readonly calendar: string,
    private readonly token: string,
    private readonly invited: Invited,
  ) {}

  /** @throws naming what did not open, since an end of what never was proves nothing */
  static async open(data: TestDatabase, place: Place, member: Member, invited: Invited): Promise<Links> {
    const secret = await withActor(data.db, member, (trx) => makeFeed(trx, member, "mine"));
    const { token } = await withActor(data.db, invited.by, (trx) => invite(trx, invited.by, { ...invited, purpose: "", baseUrl: place.baseUrl }));
    const links = new Links(data, place, `/calendar/${secret}.ics`, token, invited);
    const open = await links.stillOpen();
    if (open.length < 2) throw new Error(`Of ${member.name}'s links only ${open.join(", ")} opens.`);
    return links;
  }

  async stillOpen(): Promise<string[]> {
    const [status, { state }] = await Promise.all([this.calendarAnswers(), findInvitation(this.data.db, this.token)]);
    return [...(status === 404 ? [] : [`the calendar (${status})`]), ...(state === "over" ? [] : [`the invitation (${state})`])];
  }

  /** Whoever holds the link takes the seat: only to be called when it must not work. */
  async takesSeat(): Promise<string[]> {
    return takeSeat(this.data.db, { token: this.token, name: this.invited.name }).then(
      () => ["a seat, by the invitation"],
      () => [],
    );
  }

  /** Many calendars from one address are asked to wait: that is no answer yet. */
  private async calendarAnswers(): Promise<number> {
    for (;;) {
      const { status } = await asks(this.place, this.calendar, "");
      if (status !== 429) return status;
      await pause(1_000);
    }
  }
}
