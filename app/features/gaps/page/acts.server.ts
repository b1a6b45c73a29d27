import { randomUUID } from "node:crypto";
import type { SubmissionResult } from "@conform-to/react";
import { parseWithZod } from "@conform-to/zod/v4";
import { data, redirect } from "react-router";
import type { z } from "zod";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError, errorCode, errorCodes } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { findGap } from "../access.server";
import { acts } from "./act-list.server";
import { isSaid, type Said } from "./said";

/** How one act can be taken back: the form that does it. */
export type Undo = { intent: string; fields: Record<string, string> };
/** What an act answers to a page with scripts; one without is sent back to read it in a banner. */
export type Answer = { about: string; /** Another for each answer. */ id: string; said?: Said; undo?: Undo; reply?: SubmissionResult };
export type Act<Schema extends z.ZodType = z.ZodType> = {
  fields: Schema;
  work: (trx: Database, actor: Actor, gapId: string, entry: z.output<Schema>) => Promise<{ said: Said; undo?: Undo; to?: string }>;
};

/**
 * Does what a form on a gap's page asks, in one transaction. `about` names the form, so that its answer comes back to it
 * among several of its kind. What was typed comes back with what is wrong. @throws not_found
 */
export async function actOnGap({ db, limit }: Services, actor: Actor, gapId: string, form: FormData) {
  const intent = text(form, "intent");
  const about = text(form, "about") || intent;
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("not_found");
  const submission = parseWithZod(form, { schema: act.fields });
  try {
    await limit("command", actor.accountId);
    const done = await withActor(db, actor, async (trx) => {
      // The door first: whether one's words are right is said only to whoever may write here.
      await findGap(trx, actor, gapId);
      if (submission.status !== "success") return undefined;
      return act.work(trx, actor, gapId, submission.value);
    });
    if (!done) return refused({ about, reply: submission.reply() }, 422);
    if (done.to) return redirect(done.to);
    if (text(form, "via") === "script") return data<Answer>({ about, id: randomUUID(), said: done.said, reply: submission.reply({ resetForm: true }), ...(done.undo ? { undo: done.undo } : {}) });
    return redirect(`/gaps/${gapId}?said=${isSaid(done.said) ? done.said : ""}`);
  } catch (error) {
    const code = errorCode(error);
    if (code !== "wrong_entry" && code !== "conflict" && code !== "too_many") throw error;
    const { message, fields } = error as AppError;
    const reply = submission.reply(Object.keys(fields).length > 0 ? { fieldErrors: fields } : { formErrors: [message] });
    return refused({ about, reply }, errorCodes[code].status);
  }
}

const refused = (answer: Omit<Answer, "id">, status: number) => data<Answer>({ ...answer, id: randomUUID() }, { status });

function text(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}
