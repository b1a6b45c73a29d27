import { useCallback, useRef, useState } from "react";
import { useRevalidator } from "react-router";
import type { Act } from "./acts.server";

/** `failed`: it did not get through, or nobody could say whether it did. */
export type Answer = Act & { failed?: boolean };

const patience = 10_000;

/**
 * Sends one act of a note's page and says how it went. A form that cannot be sent is not a page that broke: its
 * part of the page keeps what was typed, so this stands beside the router, which would show an error instead.
 */
export function useAct(noteUrl: string) {
  const [answer, setAnswer] = useState<Answer>();
  const [isPending, setPending] = useState(false);
  const { revalidate } = useRevalidator();
  const turn = useRef(0);

  const send = useCallback(
    async (form: FormData): Promise<Answer> => {
      const mine = ++turn.current;
      setPending(true);
      const given = await post(`${noteUrl}/acts`, form);
      if (mine !== turn.current) return given;
      setPending(false);
      setAnswer(given);
      if (!given.failed) void revalidate();
      return given;
    },
    [noteUrl, revalidate],
  );

  return { send, answer, isPending };
}

async function post(url: string, form: FormData): Promise<Answer> {
  try {
    const response = await fetch(url, { method: "POST", body: textOf(form), redirect: "manual", signal: AbortSignal.timeout(patience) });
    const isAnswer = response.headers.get("Content-Type")?.startsWith("application/json") ?? false;
    return isAnswer ? ((await response.json()) as Act) : { failed: true };
  } catch {
    return { failed: true };
  }
}

function textOf(form: FormData): URLSearchParams {
  const fields = new URLSearchParams();
  for (const [name, value] of form) if (typeof value === "string") fields.append(name, value);
  return fields;
}
