import { sql } from "kysely";
import { addTried, linkTo, meetGap, moveGap, reachStage, seeThisToo, stepBack, takeRole } from "~/features/gaps/commands.server";
import { addSessions, addTraining, addVolunteer, saveGroup, setKitTask } from "~/features/gaps/group/commands.server";
import { writeLetter } from "~/features/gaps/pack/commands.server";
import type { Actor } from "~/shared/actor";
import type { Database } from "~db/client";
import { daysAgo } from "../../planting";
import type { Organisations } from "../staff";
import type { GapAct } from "./story";

type At = { gapId: string; at: Date; organisations: Organisations };
type Act<Does extends GapAct["does"]> = Extract<GapAct, { does: Does }>;

/** Does what somebody did about a gap, as them; what is written in its proposal goes another way. */
export async function doAct(trx: Database, actor: Actor, act: GapAct, { gapId, at, organisations }: At): Promise<unknown> {
  const version = async () => (await trx.selectFrom("gap").where("id", "=", gapId).select("version").executeTakeFirstOrThrow()).version;
  switch (act.does) {
    case "sees":
      return seeThisToo(trx, actor, gapId, act, { at });
    case "takes":
      return takeRole(trx, actor, gapId, act.role, { at, line: act.line ?? "" });
    case "steps back":
      return stepBack(trx, actor, gapId, act.role, { at });
    case "moves":
      return moveGap(trx, actor, gapId, { to: act.to, version: await version() }, { at });
    case "rests":
      return moveGap(trx, actor, gapId, { to: "resting", version: await version(), line: act.line }, { at });
    case "meets":
      return meetGap(trx, actor, gapId, { version: await version(), line: act.line, organisationId: act.with ? organisations[act.with] : null }, { at });
    case "reaches":
      return reachStage(trx, actor, gapId, act, { at });
    case "tries":
      return addTried(trx, actor, gapId, act, { at });
    case "links":
      return linkTo(trx, actor, gapId, { kind: "organisation", organisationId: organisations[act.with] }, { at });
    case "links a page":
      return linkTo(trx, actor, gapId, { kind: "page", title: act.title, url: act.url }, { at });
    case "ticks":
      return setKitTask(trx, actor, gapId, { task: act.task, state: act.state ?? "done", line: act.line, onDate: act.dueIn === undefined ? null : daysAgo(-act.dueIn) }, { at });
    case "adds a volunteer":
      return volunteer(trx, actor, act, { gapId, at });
    case "begins the group":
      return saveGroup(trx, actor, gapId, act.group, { at });
    case "adds dates":
      return addSessions(trx, actor, gapId, { ...act, day: daysAgo(-act.dayIn) }, { at });
    case "writes a letter":
      return writeLetter(trx, actor, gapId, act, { at });
    case "proposes":
      throw new Error("Words of a proposal are written together, not by a command.");
  }
}

async function volunteer(trx: Database, actor: Actor, { name, helps, trained = [], ago }: Act<"adds a volunteer">, { gapId, at }: Pick<At, "gapId" | "at">): Promise<void> {
  const { volunteerId } = await addVolunteer(trx, actor, gapId, { name, does: helps }, { at });
  for (const what of trained) await addTraining(trx, actor, gapId, { volunteerId, what, doneOn: daysAgo(ago + 7) }, { at });
}

/** The document a gap's proposal is written in. */
export async function proposalOf(trx: Database, gapId: string): Promise<string> {
  const { rows } = await sql<{ id: string }>`select document_id as id from app.proposal_of(${gapId})`.execute(trx);
  if (!rows[0]) throw new Error("A gap has no proposal.");
  return rows[0].id;
}
