import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { addLearning, takeBackLearning, writeAgain } from "../commands.server";

/** Adds to the log, takes one's own entry back, or writes it again. @returns where to go @throws not_found, wrong_entry */
export async function actOnLog(trx: Database, actor: Actor, field: (name: string) => string): Promise<string> {
  if (field("intent") === "add") {
    await addLearning(trx, actor, { onDate: field("onDate"), text: field("text") });
    return "/diary/log?done=added";
  }
  if (field("intent") === "write-again") {
    await writeAgain(trx, actor, field("entry"));
    return "/diary/log?done=added";
  }
  if (field("intent") !== "take-back") return notFound();
  await takeBackLearning(trx, actor, field("entry"));
  return `/diary/log?done=taken-back&entry=${field("entry")}`;
}
