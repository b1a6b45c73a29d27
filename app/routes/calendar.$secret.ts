import { createHash } from "node:crypto";
import { diaryEntries, networkEntries, twoYears } from "~/features/diary/calendar/entries.server";
import { keyOf, withFeed } from "~/features/diary/calendar/feeds.server";
import { calendarOf } from "~/features/diary/calendar/ics.server";
import { feedNames } from "~/features/diary/calendar/words";
import { guarded } from "~/shared/edges.server";
import { addressContext, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/calendar.$secret";

/**
 * A calendar for somebody's own program, which has no session: the address is the key, and opens nothing else. Whatever
 * it is that keeps it shut, the answer is that of a page that is not there.
 */
export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db, config, limit } = servicesOf(context);
  return guarded(async () => {
    await limit("feeds", context.get(addressContext));
    const secret = params.secret.replace(/\.ics$/, "");
    await limit("feed", keyOf(secret));
    const text = await withFeed(db, secret, async (trx, owner, feed) => {
      const entries = feed.kind === "mine" ? diaryEntries : networkEntries;
      const source = `${config.baseUrl}/calendar/${secret}.ics`;
      return calendarOf(await entries(trx, owner, { ...twoYears(), baseUrl: config.baseUrl }), { name: feedNames[feed.kind], source });
    });
    const tag = `"${createHash("sha256").update(text).digest("base64url")}"`;
    const headers = { ETag: tag, "X-Robots-Tag": "noindex" };
    if (sameAs(request.headers.get("If-None-Match"), tag)) return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'inline; filename="common-thread.ics"' } });
  });
}

/** Whether the program has these very bytes; on the way a tag may have been marked as weak. */
function sameAs(known: string | null, tag: string): boolean {
  return known !== null && known.split(",").some((one) => one.trim() === "*" || one.trim().replace(/^W\//, "") === tag);
}
