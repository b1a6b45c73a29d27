import type postgres from "postgres";

/**
 * What the driver (postgres 3.4.9) hands out when a connection is reserved, made safe for us.
 *
 * Plans: the dialect sends every query unprepared; behind row-level security planning one costs more than
 * running it. Through this, each connection plans a query once, and keeps the plan as long as it lives.
 *
 * Loss: when a connection dies, the driver connects it anew for whoever waits, while the one who had it still
 * holds it. Their next words, even their ROLLBACK, would be spoken inside somebody else's transaction, and their
 * release would hand it to a third: two actors in one transaction, each reading what the other may. So whoever
 * lost their connection says nothing more on it and gives nothing back.
 *
 * Waiting: whoever waits inside the driver at such a moment is forgotten there. So they wait here, and
 * ask again if they are not answered.
 */
export function holding(pool: postgres.Sql, most: number): postgres.Sql {
  const permits = permitsFor(most);
  return replacing(pool, "reserve", async () => {
    await permits.take();
    const reserved = await reservedFrom(pool).catch((error: unknown) => {
      permits.give();
      throw error;
    });
    let lost: unknown;
    let connection: Connection | undefined;
    let given = false;
    const give = () => {
      if (!given) permits.give();
      given = true;
    };
    const onexecute = (used: Connection) => {
      connection = used;
      hearEnd(used, (error) => {
        lost ??= error;
        give();
      });
      return true;
    };
    const unsafe = (text: string, parameters?: postgres.ParameterOrJSON<never>[]) => {
      if (lost) return Promise.reject(lost);
      const query = reserved.unsafe(text, parameters, { prepare: true, onexecute } as postgres.UnsafeQueryOptions);
      query.catch((error: unknown) => {
        if (isLoss(error)) lost ??= error;
      });
      return query;
    };
    const release = () => {
      // PostgreSQL says FATAL before it hangs up; the place is free once it has.
      if (lost) return void setTimeout(give, connection ? hangsUpWithin : 0).unref();
      if (connection) hearEnd(connection, null);
      reserved.release();
      give();
    };
    return replacing(replacing(reserved, "unsafe", unsafe), "release", release);
  });
}

/**
 * Written with the first words of every connection so that these fill the driver's buffer and leave at once:
 * what a connection had not sent when it died stays in that buffer, and small first words would wait behind it
 * for ever. The server refuses the mixture, the driver tries again with an empty one.
 */
export const firstWords = { "common_thread.padding": "-".repeat(1024) };

const patience = 2_000;
const hangsUpWithin = 1_000;
/** "Terminating connection due to administrator command". */
const goodbye = "57P01";

async function reservedFrom(pool: postgres.Sql): Promise<postgres.ReservedSql> {
  let tries = 20;
  for (;;) {
    const asked = pool.reserve();
    let late: NodeJS.Timeout | undefined;
    const unanswered = new Promise<undefined>((resolve) => (late = setTimeout(() => resolve(undefined), patience)));
    const reserved = await Promise.race([asked, unanswered])
      .catch((error: unknown) => {
        // The goodbye to the one before, which the driver reads out to whoever comes next.
        if (codeOf(error) !== goodbye || --tries < 0) throw error;
        return undefined;
      })
      .finally(() => clearTimeout(late));
    if (reserved) return reserved;
    asked.then((answer) => answer.release(), () => {});
  }
}

function permitsFor(most: number) {
  let free = most;
  const waiting: (() => void)[] = [];
  return {
    take: (): Promise<void> | undefined => {
      if (free === 0) return new Promise((resolve) => waiting.push(resolve));
      free -= 1;
      return undefined;
    },
    give: () => {
      const next = waiting.shift();
      if (next) next();
      else free += 1;
    },
  };
}

/** The driver's own connection, of which it tells its holder alone that it has closed. */
type Connection = { onclose: ((error: unknown) => void) | null };
const hearEnd = (connection: Connection, onclose: Connection["onclose"]) => Object.assign(connection, { onclose });

const lossCodes = new Set(["CONNECTION_CLOSED", "CONNECTION_DESTROYED", "CONNECTION_ENDED", "CONNECT_TIMEOUT", "ECONNRESET", "ECONNREFUSED", "ENOENT", "EPIPE", "ETIMEDOUT"]);

function isLoss(error: unknown): boolean {
  return lossCodes.has(codeOf(error)) || isLastWord(error);
}

/**
 * Whether a connection was lost while the driver asked its own question about array types on it, as it does on each new
 * one: nobody waits for that answer, so nobody hears that there is none.
 */
export function isLostAtBirth(error: unknown): boolean {
  return isLoss(error) && typeof error === "object" && error !== null && "query" in error && String(error.query).includes("typcategory");
}

/** What PostgreSQL says FATAL is the last it says on a connection. */
function isLastWord(error: unknown): boolean {
  const severity = typeof error === "object" && error !== null && "severity" in error ? error.severity : undefined;
  return severity === "FATAL" || severity === "PANIC";
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error ? String(error.code) : "";
}

function replacing<T extends object>(whole: T, name: keyof T, part: unknown): T {
  return new Proxy(whole, { get: (target, key) => (key === name ? part : Reflect.get(target, key)) });
}
