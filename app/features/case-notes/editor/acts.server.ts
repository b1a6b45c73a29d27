import { data } from "react-router";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { AppError, databaseReason, errorCode } from "~/shared/errors";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { noteDoor } from "../access.server";
import { addSection, addStep, askForErasure, changeStep, closeNote, completeStep, withdrawConsent } from "../commands.server";
import { isWaySaid, listed } from "../consent";
import { exactTime, momentOfField } from "../days";
import { isSectionClass } from "../section";
import { endedBy } from "../withdrawals.server";

/** What every act on a note's page answers: what was done, or sentences for the fields and what was typed. */
export type Act = {
  done?: string;
  sectionId?: string;
  stopped?: { at: string; organisations: string[]; keepsNotes: boolean; eventId: string; line: string };
  sentence?: string;
  fields?: Record<string, string[]>;
  values?: Record<string, string>;
};

type Where = { clientId: string; noteId: string };
type Work = (trx: Database, actor: Actor, where: Where, form: FormData) => Promise<Act>;

/** The acts a note's page offers, by the `intent` of its form. Withdrawals use the field names of their own page. */
const acts: Record<string, Work> = {
  async "add-section"(trx, actor, { noteId }, form) {
    const sectionClass = said(form, "sectionClass");
    if (!isSectionClass(sectionClass)) throw wrong("sectionClass", "Choose a part to add.");
    return { done: "Added.", sectionId: (await addSection(trx, actor, noteId, sectionClass)).sectionId };
  },
  async "add-step"(trx, actor, { clientId, noteId }, form) {
    const sectionClass = said(form, "sectionClass");
    if (!isSectionClass(sectionClass)) throw wrong("sectionClass", "Choose who may see this step.");
    const [ownerPostId, dueOn] = [said(form, "ownerPostId"), said(form, "dueOn")];
    await addStep(trx, actor, { clientId, noteId, sectionClass, words: said(form, "words"), ...(ownerPostId ? { ownerPostId } : {}), ...(dueOn ? { dueOn } : {}) });
    return { done: "Next step added." };
  },
  async "change-step"(trx, actor, _where, form) {
    await changeStep(trx, actor, said(form, "step"), { words: said(form, "words"), ownerPostId: said(form, "ownerPostId") || null, dueOn: said(form, "dueOn") || null });
    return { done: "Next step changed." };
  },
  async "tick-step"(trx, actor, _where, form) {
    await completeStep(trx, actor, said(form, "step"), true);
    return { done: "Done." };
  },
  async "untick-step"(trx, actor, _where, form) {
    await completeStep(trx, actor, said(form, "step"), false);
    return { done: "Taken back." };
  },
  async "close-note"(trx, actor, { noteId }, form) {
    await closeNote(trx, actor, noteId, said(form, "line"));
    return { done: "This note is closed." };
  },
  organisations: (trx, actor, where, form) => stop(trx, actor, where, form, { organisations: form.getAll("organisation").map(String) }),
  everything: (trx, actor, where, form) => stop(trx, actor, where, form, "everything"),
  async erasure(trx, actor, { clientId }, form) {
    await askForErasure(trx, actor, clientId, saidBy(form));
    return { done: "The data lead has been asked. Nothing is erased yet." };
  },
};

/** Does what a form on a note's page asks, in one transaction. @throws not_found for a note or person one may not see */
export async function actOnNote({ db, limit }: Services, actor: Actor, where: Where, form: FormData) {
  const intent = said(form, "intent");
  const act = Object.hasOwn(acts, intent) ? acts[intent] : undefined;
  if (!act) throw new AppError("not_found");
  try {
    await limit("command", actor.accountId);
    return await withActor(db, actor, async (trx) => {
      const note = await noteDoor(trx, actor, where.noteId);
      if (note.person.id !== where.clientId) throw new AppError("not_found");
      return act(trx, actor, where, form);
    });
  } catch (error) {
    return refusal(error, form);
  }
}

async function stop(trx: Database, actor: Actor, { clientId, noteId }: Where, form: FormData, what: { organisations: string[] } | "everything"): Promise<Act> {
  const { person } = await noteDoor(trx, actor, noteId);
  const { eventId } = await withdrawConsent(trx, actor, clientId, { ...saidBy(form), stop: what });
  const ended = await endedBy(trx, eventId);
  const at = ended[0]?.endedAt ?? new Date();
  const organisations = [...new Set(ended.filter((one) => one.purpose !== "keep_notes").map((one) => one.organisation))];
  const keepsNotes = !ended.some((one) => one.purpose === "keep_notes");
  const stopped = [organisations.length > 0 && `sharing with ${listed(organisations)}`, !keepsNotes && "keeping notes"].filter(Boolean).join(", and ");
  const line = `${person.name} withdrew consent at ${exactTime(at)}${stopped ? `: stopped ${stopped}` : ""}. Recorded by ${actor.name}.`;
  return { done: "Stopped.", stopped: { at: at.toISOString(), organisations, keepsNotes, eventId, line: line.slice(0, 500) } };
}

function saidBy(form: FormData) {
  const how = said(form, "how");
  const saidAt = said(form, "saidAt");
  const moment = saidAt === "" || saidAt === "now" ? new Date() : (momentOfField(saidAt) ?? new Date(saidAt));
  if (Number.isNaN(moment.getTime())) throw wrong("saidAt", "Write the day and time, like 20 11 2026, 10:42.");
  return { saidAt: moment, how: isWaySaid(how) ? how : ("voice" as const), words: said(form, "words").slice(0, 2000) };
}

function said(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value.trim() : "";
}

function wrong(field: string, sentence: string): AppError {
  return new AppError("wrong_entry", sentence, { [field]: [sentence] });
}

/** Sentences for the form where the person can mend something; anything else goes to the edge. */
function refusal(error: unknown, form: FormData) {
  const code = errorCode(error);
  const mendable = code === "wrong_entry" || code === "conflict" || code === "too_many";
  if (!mendable && databaseReason(error) === undefined) throw error;
  const fields = error instanceof AppError ? error.fields : {};
  const sentence = code && error instanceof Error ? error.message : "This could not be recorded as it stands. Look at the date and time, and try again.";
  const values = Object.fromEntries([...form].flatMap(([name, value]) => (typeof value === "string" ? [[name, value]] : [])));
  return data<Act>({ sentence, fields, values }, { status: code === "too_many" ? 429 : code === "conflict" ? 409 : 422 });
}
