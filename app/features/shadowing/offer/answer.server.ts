import { data, redirect } from "react-router";
import { guarded } from "~/shared/edges.server";
import { errorCode, errorCodes, type AppError } from "~/shared/errors";
import { said, saidAll, typedIn, type Refused } from "./typed";

export { said, saidAll, typedIn, type Refused };

/**
 * Does what a form asks. A wrong entry, a lost race and too much at once come back to the form with what was typed;
 * everything else is refused as everywhere. `about` tells one form from others on its page.
 */
export function attempted<T>(form: FormData, work: () => Promise<T>) {
  return guarded(async () => {
    try {
      return await work();
    } catch (error) {
      const code = errorCode(error);
      if (code !== "wrong_entry" && code !== "conflict" && code !== "too_many") throw error;
      const { message, fields } = error as AppError;
      return data<Refused>({ ...typedIn(form), sentence: Object.keys(fields).length > 0 ? "" : message, fields }, { status: errorCodes[code].status });
    }
  });
}

/** The same, and then goes to where `work` says. */
export function answered(form: FormData, work: () => Promise<string>) {
  return attempted(form, async () => redirect(await work()));
}
