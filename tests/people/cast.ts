import { foundNetwork, takeSeat, addOrganisation, addPost, invite } from "~/features/people/commands.server";
import type { Actor, PostRole } from "~/shared/actor";
import { seatsOf, withActor } from "~/shared/actor.server";
import { asking, type Database } from "~db/client";

const baseUrl = "http://localhost:3000";

/** Whom PostgreSQL and the policies know an account as, without a browser. */
export async function actorFor(db: Database, accountId: string, sessionId = ""): Promise<Actor> {
  return asking(db, { account: accountId }, async (trx) => {
    const account = await trx.selectFrom("account").where("id", "=", accountId).selectAll().executeTakeFirstOrThrow();
    const seats = await seatsOf(trx, accountId);
    return { accountId, name: account.name, email: account.email, sessionId, device: "mine", seats, seat: seats[0] };
  });
}

/** A new network with its facilitator, Iona. */
export async function founded(db: Database, kind: "demonstration" | "real" = "real"): Promise<Actor> {
  const { token } = await foundNetwork(db, { name: "Harbour Network", kind, facilitatorName: "Iona Reid", facilitatorEmail: "iona@harbour.example" });
  const { accountId } = await takeSeat(db, { token, name: "Iona Reid" });
  return actorFor(db, accountId);
}

export type Placed = { actor: Actor; postId: string; organisationId: string };

/** A colleague in a post of their own, in a new organisation unless one is given. */
export async function placed(db: Database, iona: Actor, name: string, role: PostRole, organisationId?: string): Promise<Placed> {
  const seat = await withActor(db, iona, async (trx) => {
    const home = organisationId ?? (await addOrganisation(trx, iona, { name: `${name}’s place`, kind: "third_sector" })).organisationId;
    return { home, ...(await addPost(trx, iona, { organisationId: home, title: `Post of ${name}`, role })) };
  });
  const { token } = await withActor(db, iona, (trx) => invite(trx, iona, { postId: seat.postId, name, email: addressOf(name), purpose: "", baseUrl }));
  const { accountId } = await takeSeat(db, { token, name });
  return { actor: await actorFor(db, accountId), postId: seat.postId, organisationId: seat.home };
}

export function addressOf(name: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z]+/g, ".")}@harbour.example`;
}
