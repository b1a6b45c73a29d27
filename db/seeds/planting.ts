import { sql } from "kysely";
import { addOrganisation, addPost, invite, takeSeat, type NewPost, type OrganisationFacts } from "~/features/people/commands.server";
import { beginSession, endSessions, findActor } from "~/features/people/sessions.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import { asking, type Database } from "~db/client";

/** A colleague made by a seed: who they are, and the session they act through while it runs. */
export type Planted = { actor: Actor; token: string; postId: string };

/**
 * Plants people and what they do through the ordinary commands, as the people themselves. Whatever a seed
 * holds, somebody could have done in the browser, and the audit says who.
 */
export function planting({ db, config }: Pick<Services, "db" | "config">) {
  async function become(accountId: string, postId: string): Promise<Planted> {
    const token = await asking(db, {}, (trx) => beginSession(trx, { accountId, device: "mine", browser: "seed", method: "fixture" }));
    const actor = await findActor(db, token);
    if (!actor) throw new Error("A planted session was not found again.");
    return { actor, token, postId };
  }
  // Whoever is cut off while planting begins again: no act waits for the disk, and the last one, which says that all is there, waits for all.
  const as = <T>(who: Planted, work: (trx: Database, actor: Actor) => Promise<T>): Promise<T> =>
    withActor(db, who.actor, async (trx) => {
      await sql`set local synchronous_commit to off`.execute(trx);
      return work(trx, who.actor);
    });

  return {
    become,
    as,
    /** Follows an invitation's link. */
    async follow(token: string, name: string): Promise<Planted> {
      const { accountId, postId } = await takeSeat(db, { token, name });
      return become(accountId, postId);
    },
    organisation: (who: Planted, facts: OrganisationFacts) => as(who, (trx, actor) => addOrganisation(trx, actor, facts)).then(({ organisationId }) => organisationId),
    /** Adds a post and seats somebody invented in it. */
    async colleague(who: Planted, post: NewPost, person: { name: string; email: string }): Promise<Planted> {
      const { postId } = await as(who, (trx, actor) => addPost(trx, actor, post));
      const { token } = await as(who, (trx, actor) => invite(trx, actor, { postId, ...person, purpose: "", baseUrl: config.baseUrl }));
      return this.follow(token, person.name);
    },
    /** The sessions a seed acted through end with it. */
    async finish(everyone: Planted[]): Promise<void> {
      for (const { actor } of everyone) await withActor(db, actor, (trx) => endSessions(trx, actor.accountId, { id: actor.sessionId }, "seed_done"));
    },
  };
}

export type Planting = ReturnType<typeof planting>;

/** "2026-11-20", so many days ago by the calendar here: also in the hour that clocks elsewhere give to another day. */
export function daysAgo(days: number): string {
  return addDays(dayAt(new Date()), -days);
}

export function inDays(days: number): Date {
  return new Date(Date.now() + days * 86_400_000);
}

/** Stories have nothing to do with one another: a first start need not wait for each in turn. */
export async function fewAtOnce(work: (() => Promise<void>)[]): Promise<void> {
  const waiting = [...work];
  const one = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await next();
  };
  await Promise.all(Array.from({ length: 3 }, one));
}
