import { data, redirect } from "react-router";
import { guarded } from "~/shared/edges.server";
import { errorCode, errorCodes, type AppError } from "~/shared/errors";

/** What a page is told when a form was not taken: which form, what is wrong with it, and what was typed. */
export type Refused = { about: string; sentence: string; fields: Record<string, string[]>; typed: Record<string, string> };

/** One field of a form as text; a file, or nothing, is no text. */
export function said(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
}

/**
 * Does what a form asks and goes to where `work` says. A wrong entry, a lost race and too much at once come back to the
 * form with what was typed; everything else is refused as everywhere. `about` tells one form from others on its page.
 */
export function answered(form: FormData, work: () => Promise<string>) {
  return guarded(async () => {
    try {
      return redirect(await work());
    } catch (error) {
      const code = errorCode(error);
      if (code !== "wrong_entry" && code !== "conflict" && code !== "too_many") throw error;
      const { message, fields } = error as AppError;
      const typed = Object.fromEntries([...form].filter((entry): entry is [string, string] => typeof entry[1] === "string"));
      return data<Refused>({ about: said(form, "part"), sentence: Object.keys(fields).length > 0 ? "" : message, fields, typed }, { status: errorCodes[code].status });
    }
  });
}
