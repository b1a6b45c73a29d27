import { askWho, type AskWho, type Presented, type VisitRow } from "~/features/people/sessions.server";
import type { Database } from "~db/client";

type Waiting = { one: Presented; resolve: (row: VisitRow | undefined) => void; reject: (error: unknown) => void };

/** Questions at once: a slow one holds up those that came with it, and no more. */
const mostAsked = 4;
const mostTogether = 100;

/**
 * Who is asking, for all requests that arrive in the same moment with one question. Each question begins after those
 * it is for have arrived, each is answered in its place, and no answer serves a second request.
 */
export function createVisitors(db: Database): AskWho {
  let waiting: Waiting[] = [];
  let asked = 0;
  let soon = false;

  function ask(): void {
    soon = false;
    while (waiting.length > 0 && asked < mostAsked) {
      const those = waiting.slice(0, mostTogether);
      waiting = waiting.slice(mostTogether);
      asked += 1;
      void answer(those).finally(() => {
        asked -= 1;
        ask();
      });
    }
  }

  async function answer(those: Waiting[]): Promise<void> {
    try {
      const rows = await askWho(db, those.map(({ one }) => one));
      those.forEach(({ resolve }, place) => resolve(rows[place]));
    } catch (error) {
      for (const { reject } of those) reject(error);
    }
  }

  return (one) =>
    new Promise((resolve, reject) => {
      waiting.push({ one, resolve, reject });
      if (soon) return;
      soon = true;
      // Once all that has arrived on the wire has been read.
      setImmediate(ask);
    });
}
