import type { Submission } from "@conform-to/react";
import { data } from "react-router";
import { errorCode, errorCodes } from "~/shared/errors";

/** A command's refusal as the form's own answer: sentences at their fields, what was typed kept. Others are thrown on. */
export function refusedFields<T>(submission: Submission<T, string[]>, error: unknown) {
  const code = errorCode(error);
  if (code !== "wrong_entry" && code !== "conflict") throw error;
  const fieldErrors = typeof error === "object" && error !== null && "fields" in error ? (error.fields as Record<string, string[]>) : {};
  const sentence = error instanceof Error ? error.message : "";
  const reply = Object.keys(fieldErrors).length > 0 ? { fieldErrors } : { formErrors: [sentence] };
  return data(submission.reply(reply), { status: errorCodes[code].status });
}
