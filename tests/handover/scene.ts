import { accept, choose, openHandover, sendHandover } from "~/features/relationships/handover/commands.server";
import { handoverTasks } from "~/features/relationships/handover/tasks.server";
import { waitingNews } from "~/features/inbox/news.server";
import type { Actor } from "~/shared/actor";
import { seatsOf, withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Database } from "~db/client";
import { castOf, type Cast, type Member } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { agrees, personOf } from "../support/factories";

export const inDays = (days: number) => addDays(dayAt(new Date()), days);

/** Aileen of Harbour supports Mrs K.; Nils is her colleague, and Jo looks after both. */
export async function leavingScene() {
  const house: TestDatabase = await createDatabase();
  const cast: Cast = await castOf(house.db);
  const nils: Member = await cast.another("Nils Holm", cast.organisations.harbour, "link_worker", cast.posts.jo);
  const clientId = await personOf(house.db, cast.aileen);
  await agrees(house.db, cast.aileen, clientId, []);
  const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
  const nilsPost = nils.seat?.postId ?? "";
  const opens = async (newcomerId?: string, actor: Actor = cast.aileen) => (await as(actor, (trx) => openHandover(trx, actor, { postId: cast.posts.aileen, lastDay: inDays(30), leaverId: cast.aileen.accountId, newcomerId }))).handoverId;
  const item = async (handoverId: string, kind = "person") => {
    const [row] = await house.admin<{ id: string; version: number; state: string; choice: string | null; to_post_id: string | null; moved_to_id: string | null }[]>`select id, version, state, choice, to_post_id, moved_to_id from handover_item where handover_id = ${handoverId} and kind = ${kind}`;
    if (!row) throw new Error(`No ${kind} is listed.`);
    return row;
  };
  const choosesNils = async (handoverId: string, kind = "person") => {
    const { id, version } = await item(handoverId, kind);
    await as(cast.aileen, (trx) => choose(trx, cast.aileen, id, { choice: "pass", toPostId: nilsPost, version }));
    return id;
  };
  const sends = (handoverId: string) => as(cast.aileen, (trx) => sendHandover(trx, cast.aileen, handoverId));
  /** Passed on to Nils, sent, and Nils said yes. */
  const agreedWithNils = async (newcomerId?: string) => {
    const handoverId = await opens(newcomerId);
    const itemId = await choosesNils(handoverId);
    await sends(handoverId);
    await as(nils, (trx) => accept(trx, nils, itemId));
    return handoverId;
  };
  const runs = (task: string, id: string) => handoverTasks[task]?.({ db: house.db } as unknown as Services, { id });
  return {
    house, cast, nils, nilsPost, clientId, as, opens, item, choosesNils, sends, agreedWithNils, runs,
    /** The day comes, and its work is done. */
    dayComes: async (handoverId: string) => {
      await house.admin`update handover set last_at = now() - interval '1 minute' where id = ${handoverId}`;
      await runs("handover-due", handoverId);
    },
    stateOf: async (handoverId: string) => String((await house.admin`select state from handover where id = ${handoverId}`)[0]?.["state"]),
    holdersOf: async (id = clientId) => (await house.admin<{ post_id: string }[]>`select post_id from caseload where client_id = ${id} and valid_until is null`).map((row) => row.post_id),
    endOf: async (who: Member) => (await house.admin<{ valid_until: Date | null }[]>`select valid_until from tenure where id = ${who.seat?.tenureId ?? ""}`)[0]?.valid_until ?? null,
    seatsNow: async (actor: Actor) => (await as(actor, (trx) => seatsOf(trx, actor.accountId))).map(({ postId }) => postId),
    news: async (actor: Actor) => (await as(actor, (trx) => waitingNews(trx, actor, 100))).items.map(({ kind }) => kind),
    grants: () => house.admin`select client_id, organisation_id, purpose, section_class, access, valid_until, ended_at from consent_grant order by id`,
  };
}

export type LeavingScene = Awaited<ReturnType<typeof leavingScene>>;
