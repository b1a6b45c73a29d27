import { z } from "zod";
import {
  addTried,
  answerStillTrue,
  linkAgain,
  linkTo,
  meetGap,
  moveGap,
  reachStage,
  removeTried,
  restoreTried,
  reviewFlag,
  rewordGap,
  seeThisToo,
  stepBack,
  takeBackSeeing,
  takeDownGap,
  takeRole,
  undoStage,
  unlink,
} from "../commands.server";
import type { Act } from "./acts.server";

// Commands say what is wrong with words, each beside its field; the forms only say what there is.
const words = z.string().default("");
const seenAt = words.transform((said) => (/^\d{1,9}$/.test(said) ? Number(said) : Number.NaN));
const act = <Schema extends z.ZodType>(fields: Schema, work: Act<Schema>["work"]): Act => ({ fields, work: work as Act["work"] });
const one = z.object({ id: words });

/** Every act of a gap's page, by the `intent` of its form. */
export const acts: Record<string, Act> = {
  see: act(z.object({ band: words, line: words }), async (trx, actor, gapId, { band, line }) => {
    await seeThisToo(trx, actor, gapId, { band, line });
    return { said: "seen", undo: { intent: "unsee", fields: {} } };
  }),
  unsee: act(z.object({}), async (trx, actor, gapId) => {
    await takeBackSeeing(trx, actor, gapId);
    return { said: "unseen" };
  }),
  take: act(z.object({ role: words, line: words }), async (trx, actor, gapId, { role, line }) => {
    await takeRole(trx, actor, gapId, role, { line });
    return { said: role as "lead" | "host" | "spotter", undo: { intent: "step-back", fields: { role } } };
  }),
  "step-back": act(z.object({ role: words }), async (trx, actor, gapId, { role }) => {
    await stepBack(trx, actor, gapId, role);
    return { said: "stepped_back", undo: { intent: "take", fields: { role } } };
  }),
  move: act(z.object({ to: words, version: seenAt, line: words }), async (trx, actor, gapId, { to, version, line }) => {
    const moved = await moveGap(trx, actor, gapId, { to, version, line });
    const said = to === "resting" ? "rested" : moved.from === "resting" ? "revived" : "moved";
    return { said, undo: { intent: "move-back", fields: { to: moved.from, version: String(moved.version) } } };
  }),
  "move-back": act(z.object({ to: words, version: seenAt }), async (trx, actor, gapId, { to, version }) => {
    await moveGap(trx, actor, gapId, { to, version, undo: true });
    return { said: "put_back" };
  }),
  met: act(z.object({ line: words, version: seenAt, organisationId: words }), async (trx, actor, gapId, { line, version, organisationId }) => {
    const moved = await meetGap(trx, actor, gapId, { line, version, organisationId });
    return { said: "met", ...(moved.from === "met" ? {} : { undo: { intent: "move-back", fields: { to: moved.from, version: String(moved.version) } } }) };
  }),
  reword: act(z.object({ sentence: words, areaId: words, need: words, groups: z.array(z.string()).default([]), version: seenAt }), async (trx, actor, gapId, entry) => {
    const { flagged } = await rewordGap(trx, actor, gapId, entry);
    return { said: flagged.length > 0 ? "reworded_flagged" : "reworded" };
  }),
  "take-down": act(z.object({}), async (trx, actor, gapId) => {
    await takeDownGap(trx, actor, gapId);
    return { said: "unseen", to: "/gaps" };
  }),
  stage: act(z.object({ stage: words, line: words }), async (trx, actor, gapId, entry) => {
    const { stageId } = await reachStage(trx, actor, gapId, entry);
    return { said: "stage", undo: { intent: "undo-stage", fields: { id: stageId } } };
  }),
  "undo-stage": act(one, async (trx, actor, gapId, { id }) => {
    await undoStage(trx, actor, gapId, id);
    return { said: "stage_undone" };
  }),
  tried: act(z.object({ line: words }), async (trx, actor, gapId, entry) => {
    const { triedId, flagged } = await addTried(trx, actor, gapId, entry);
    return { said: flagged.length > 0 ? "tried_flagged" : "tried", undo: { intent: "remove-tried", fields: { id: triedId } } };
  }),
  "remove-tried": act(one, async (trx, actor, gapId, { id }) => {
    await removeTried(trx, actor, gapId, id);
    return { said: "tried_removed", undo: { intent: "restore-tried", fields: { id } } };
  }),
  "restore-tried": act(one, async (trx, actor, gapId, { id }) => {
    await restoreTried(trx, actor, gapId, id);
    return { said: "put_back" };
  }),
  "link-organisation": act(z.object({ organisationId: words }), async (trx, actor, gapId, { organisationId }) => linked(await linkTo(trx, actor, gapId, { kind: "organisation", organisationId }))),
  "link-page": act(z.object({ title: words, url: words }), async (trx, actor, gapId, entry) => linked(await linkTo(trx, actor, gapId, { kind: "page", ...entry }))),
  "link-event": act(z.object({ title: words, on: words, url: words }), async (trx, actor, gapId, entry) => linked(await linkTo(trx, actor, gapId, { kind: "event", ...entry }))),
  unlink: act(one, async (trx, actor, gapId, { id }) => {
    await unlink(trx, actor, gapId, id);
    return { said: "unlinked", undo: { intent: "link-again", fields: { id } } };
  }),
  "link-again": act(one, async (trx, actor, gapId, { id }) => {
    await linkAgain(trx, actor, gapId, id);
    return { said: "put_back" };
  }),
  "still-true": act(z.object({}), async (trx, actor, gapId) => {
    await answerStillTrue(trx, actor, gapId);
    return { said: "still_true" };
  }),
  review: act(z.object({ id: words, outcome: words }), async (trx, actor, gapId, { id, outcome }) => {
    await reviewFlag(trx, actor, gapId, id, outcome);
    return { said: "reviewed" };
  }),
};

const linked = ({ linkId }: { linkId: string }) => ({ said: "linked" as const, undo: { intent: "unlink", fields: { id: linkId } } });
