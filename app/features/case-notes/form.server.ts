import type { Submission } from "@conform-to/react";
import { data } from "react-router";
import { z } from "zod";
import { errorCode } from "~/shared/errors";
import { bases, conditions } from "./cases.server";
import { waysSaid } from "./consent";
import { isDate, momentOfField } from "./days";
import { noteKinds, sectionClasses } from "./section";

/** Forms about a person supported. zod stays on the server; pages show what Conform answers. */
const line = (most: number) => z.string().trim().max(most, `Please keep it under ${most} letters.`);
const needed = (most: number, sentence: string) => z.string({ error: sentence }).trim().min(1, sentence).max(most, `Please keep it under ${most} letters.`);
const day = (sentence: string) => z.string({ error: sentence }).refine(isDate, sentence);
const moment = z
  .string({ error: "Say when they said it." })
  .refine((words) => momentOfField(words) !== undefined, "Write the day and time they said it.")
  .transform((words) => momentOfField(words) ?? new Date(Number.NaN));

const contact = {
  name: needed(120, "Write the name they like to be called."),
  interpreter: line(120).optional(),
  phone: line(60).optional(),
  email: z.string().trim().max(254, "This address is too long.").regex(/^[^\s@]+@[^\s@]+\.[^\s@]+$/, "Write an email address like name@example.org, or leave it empty.").optional(),
  address: line(500).optional(),
  preference: line(300).optional(),
  takeCare: line(500).optional(),
};

export const newPersonForm = z.object({ ...contact, whatMatters: line(4000).optional() });
export const personForm = z.object(contact);
export const wordsForm = z.object({ words: needed(4000, "Write what they said, in their own words."), saidOn: day("Write the day they said it.").optional() });

export const withdrawalForm = z
  .object({
    intent: z.enum(["organisations", "everything", "erasure"], { error: "Choose what they no longer agree to." }),
    organisation: z.array(z.string()).default([]),
    saidAt: moment,
    how: z.enum(waysSaid).default("voice"),
    words: line(2000).default(""),
  })
  .refine((entry) => entry.intent !== "organisations" || entry.organisation.length > 0, { path: ["organisation"], message: "Choose who to stop sharing with." });

export const grantWithdrawalForm = z.object({ reason: line(2000).default("") });

export const noteForm = z.object({
  kind: z.enum(noteKinds, { error: "Choose what kind of note this is." }),
  happenedOn: day("Write the day it happened."),
  classes: z.array(z.enum(sectionClasses)).min(1, "Choose at least one part to write.").default([]),
});

export const stepForm = z.object({
  words: needed(300, "Say what happens next."),
  sectionClass: z.enum(sectionClasses, { error: "Choose who may see it." }),
  ownerPostId: z.string().optional(),
  dueOn: day("Write the day, or leave it empty.").optional(),
});

export const basisForm = z.object({
  basis: z.enum(bases, { error: "Choose the lawful basis." }),
  condition: z.enum(conditions, { error: "Choose the condition for personal matters." }),
  note: line(500).optional(),
});

/** Turns a refusal of a command into the form as it was typed, with the sentence beside its field. */
export function refusedEntry(submission: Submission<unknown>, error: unknown) {
  const code = errorCode(error);
  if (code !== "wrong_entry" && code !== "conflict") throw error;
  const fields = typeof error === "object" && error !== null && "fields" in error ? (error.fields as Record<string, string[]>) : {};
  const known = Object.keys(fields).filter((name) => name in (submission.payload ?? {}) || submission.payload === undefined);
  const sentence = error instanceof Error ? error.message : "Something is not right.";
  return data(submission.reply(known.length > 0 ? { fieldErrors: fields } : { formErrors: [sentence] }), { status: code === "conflict" ? 409 : 422 });
}
