import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { findGap } from "../access.server";
import { canTakeDown } from "../policy";
import type { Posted } from "./posted";

/** Whoever has just posted may still take it back with one press; later that is done on the gap's own page. */
const justNow = 10 * 60_000;

/** What the board tells somebody who comes from posting; nothing for anybody else who follows the link. */
export async function postedBy(trx: Database, actor: Actor, asked: URLSearchParams): Promise<Posted | undefined> {
  const gapId = asked.get("posted");
  if (!gapId) return undefined;
  const gap = await findGap(trx, actor, gapId).catch(() => undefined);
  if (!gap || gap.accountId !== actor.accountId || !canTakeDown(actor, gap) || Date.now() - gap.at.getTime() > justNow) return undefined;
  return { gapId: gap.id, following: Math.max(0, Number.parseInt(asked.get("following") ?? "0", 10) || 0), flagged: asked.get("flagged") === "yes" };
}
