import { beforeAll } from "vitest";
import { findTie } from "~/features/relationships/access.server";
import { acceptTie, proposeTie } from "~/features/relationships/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database, type TestDatabase } from "../support/database";

export type House = {
  house: TestDatabase;
  cast: Cast;
  as: <T>(actor: Actor, work: (trx: Database, actor: Actor) => Promise<T>) => Promise<T>;
  /** A tie somebody proposes with an organisation. */
  proposes: (actor: Actor, organisationId: string) => Promise<string>;
  /** The same, with a yes. */
  holds: (actor: Actor, other: Actor) => Promise<string>;
  look: (tieId: string, actor?: Actor) => ReturnType<typeof findTie>;
  /** Kinds of news that wait for somebody's post. */
  news: (actor: Actor) => Promise<string[]>;
  /** As if nothing of ties had been. */
  empties: () => Promise<void>;
};

/** A database with the cast in it, and what tests of ties do again and again. */
export function houseOfTies(): House {
  const house = database();
  const made: Partial<House> = { house };
  const as: House["as"] = (actor, work) => withActor(house.db, actor, (trx) => work(trx, actor));
  made.as = as;
  made.proposes = (actor, organisationId) => as(actor, (trx) => proposeTie(trx, actor, { organisationId, purpose: "Food and company" })).then(({ tieId }) => tieId);
  made.holds = async (actor, other) => {
    const tieId = await made.proposes?.(actor, other.seat?.organisationId ?? "");
    await as(other, (trx) => acceptTie(trx, other, tieId ?? "", { version: 1 }));
    return tieId ?? "";
  };
  made.look = (tieId, actor = made.cast?.aileen) => as(actor as Actor, (trx) => findTie(trx, actor as Actor, tieId));
  made.news = async (actor) => (await house.admin`select kind from inbox_item where post_id = ${actor.seat?.postId ?? ""} and seen_at is null order by kind`).map(({ kind }) => String(kind));
  made.empties = async () => {
    await house.admin`truncate tie, introduction, reach_attempt, organisation_help, organisation_reach, inbox_item cascade`;
  };
  beforeAll(async () => {
    made.cast = await castOf(house.db);
  });
  return new Proxy(made as House, { get: (target, key: keyof House) => target[key] });
}
