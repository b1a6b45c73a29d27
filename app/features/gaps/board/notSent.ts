import type { SubmissionResult } from "@conform-to/react";
import { data } from "react-router";

type Asked<T> = { request: Request; serverAction: () => Promise<T> };

/**
 * A form's `clientAction`: where nobody answers, the page stays and says so with every word still in it, instead of
 * giving way to an error. What the server does answer counts as it is.
 */
export async function sentOrKept<T>({ request, serverAction }: Asked<T>) {
  const typed = request.clone();
  try {
    return await serverAction();
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    const kept: SubmissionResult<string[]> = { status: "error", error: { "": ["This could not be sent. Your words are still here: check the connection, then try again."] }, initialValue: wordsOf(await typed.formData()) };
    // With this status nothing on the page is read again: that would go nowhere either.
    return data(kept, { status: 503 });
  }
}

function wordsOf(form: FormData): Record<string, string | string[]> {
  const names = [...new Set(form.keys())];
  return Object.fromEntries(names.map((name) => {
    const words = form.getAll(name).filter((one) => typeof one === "string");
    return [name, words.length === 1 ? (words[0] ?? "") : words];
  }));
}
