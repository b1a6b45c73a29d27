import type { RequestHandler } from "express";
import { RateLimiterMemory, RateLimiterPostgres, RateLimiterRes } from "rate-limiter-flexible";
import type postgres from "postgres";
import { AppError } from "~/shared/errors";
import type { Services } from "~/shared/services.server";

/** Points per seconds for each bucket (ASVS 2.4.1, 6.3.1). A flood on one account never locks out its passkey. */
const buckets = {
  sign_in: { points: 30, duration: 300 },
  code: { points: 6, duration: 900 },
  command: { points: 240, duration: 60 },
  import: { points: 20, duration: 3600 },
  search: { points: 120, duration: 60 },
  // Gaps, asks and answers: everybody reads what is posted; nobody writes twenty sentences worth reading in a minute.
  gap: { points: 20, duration: 60 },
  // Calendars: the programs of a whole network may come from one address; one program looks a few times an hour.
  feeds: { points: 600, duration: 60 },
  feed: { points: 60, duration: 600 },
  // Signing in at an event: a whole hall comes from one address, each person with a page and a press or two.
  here: { points: 1_200, duration: 300 },
  // What one guest says by their link: each new answer is a letter to them.
  guest: { points: 20, duration: 300 },
  // Offers, events, bookings: a busy morning of planning, no machine.
  diary: { points: 60, duration: 60 },
} as const;

/** Limits that hold across processes, counted in PostgreSQL. */
export function createLimits(pool: postgres.Sql): Services["limit"] {
  const limiters = Object.fromEntries(
    Object.entries(buckets).map(([name, options]) => [
      name,
      new RateLimiterPostgres({ storeClient: poolOf(pool), storeType: "client", tableName: "rate_limit", tableCreated: true, keyPrefix: name, clearExpiredByTimeout: false, ...options }),
    ]),
  );
  return async (bucket, key) => {
    try {
      await limiters[bucket]?.consume(key);
    } catch (reason) {
      if (!(reason instanceof RateLimiterRes)) throw reason;
      const minutes = Math.max(1, Math.ceil(reason.msBeforeNext / 60_000));
      throw new AppError("too_many", `That is a lot at once. Wait ${minutes === 1 ? "a minute" : `${minutes} minutes`} and try again.`);
    }
  };
}

/** The small part of a `pg` client that the limiter asks for, answered by our own pool. */
function poolOf(pool: postgres.Sql) {
  return {
    query: async (query: { text: string; values: postgres.ParameterOrJSON<never>[] }) => ({ rows: await pool.unsafe(query.text, query.values) }),
  };
}

/** Forms a stranger may send; everything else asks who they are first. */
const openToStrangers = /^\/(sign-in|covered|invite|here|rsvp)([/.]|$)/;
/** One address, one minute: an office at nine in the morning, not a machine. */
const strangersForms = { points: 240, duration: 60 };

/** A flood of sign-ins is answered before anything is read, asked of the database or drawn (ASVS 2.4.1). */
export function refuseFloods(log: Services["log"]): RequestHandler {
  const limiter = new RateLimiterMemory(strangersForms);
  let told = 0;
  return (request, response, next) => {
    if (request.method === "GET" || request.method === "HEAD" || !openToStrangers.test(request.path)) return next();
    limiter.consume(request.ip ?? "").then(
      () => next(),
      () => {
        if (Date.now() - told > 10_000) {
          told = Date.now();
          log.warn({ kind: "sign-in" }, "forms refused for their number");
        }
        response.status(429).type("text").send("That is a lot at once. Wait a minute and try again.\n");
      },
    );
  };
}
