import { Link, redirect } from "react-router";
import { NewsRow } from "~/features/inbox/NewsRow";
import { useNews } from "~/features/inbox/NewsContext";
import { seenNews, waitingNews, type News } from "~/features/inbox/news.server";
import { markDone } from "~/features/inbox/seen.server";
import { ToCheckRow } from "~/features/inbox/ToCheckRow";
import { useStill } from "~/features/inbox/useStill";
import styles from "~/features/inbox/inbox.module.css";
import { Card } from "~/kit/Card";
import { holdingProps } from "~/kit/board/held";
import { EmptyState } from "~/kit/EmptyState";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/inbox";

export const meta = () => [{ title: "Inbox · Common Thread" }];

const mostListed = 100;

/** All that waits for one's posts, and what was seen lately. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ me: actor.accountId, waiting: await waitingNews(trx, actor, mostListed), seen: await seenNews(trx, actor) }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/inbox");

/** Done, without scripts. */
export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    await withActor(db, actor, (trx) => markDone(trx, actor, String(form.get("item") ?? "")));
    return redirect(form.get("back") === "/today" ? "/today" : "/inbox");
  });

export default function Inbox({ loaderData }: Route.ComponentProps) {
  const { shown, held } = useStill(loaderData);
  const { waiting, seen, me } = shown;
  const { done } = useNews();
  useNotices(["inbox", `account:${me}`]);
  return (
    <div className={styles.narrow} {...holdingProps(held)}>
      <PageHeader title="Inbox" lead="What waits for the posts you sit in. Whoever sits there sees the same." />
      {waiting.toCheck > 0 ? (
        <Card>
          <ToCheckRow count={waiting.toCheck} />
        </Card>
      ) : null}
      {waiting.count === 0 ? (
        <EmptyState title="Nothing waits for you">
          Answers to your questions and gaps you follow appear here. <Link to="/me/interests">Choose what your posts hear of</Link>.
        </EmptyState>
      ) : null}
      {byThing(waiting.items.filter(({ id }) => !done.has(id))).map(([first, ...others]) => (
        <Card key={first.about} as="section" aria-label={first.words}>
          <ul className={styles.list}>
            {[first, ...others].map((news) => (
              <li key={news.id}>
                <NewsRow news={news} back="/inbox" />
              </li>
            ))}
          </ul>
        </Card>
      ))}
      {waiting.count > mostListed ? <p className={styles.quiet}>There is more after these.</p> : null}
      {seen.length > 0 ? <SeenLately seen={seen} /> : null}
    </div>
  );
}

function SeenLately({ seen }: { seen: readonly News[] }) {
  return (
    <Card as="section" title="Seen lately">
      <ul className={styles.list}>
        {seen.map((news) => (
          <li key={news.id}>
            <p className={styles.voice}>
              <Link to={news.to}>{news.words}</Link>
            </p>
            <p className={styles.quiet}>{news.detail}</p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Grouped by the thing, in the order of its newest. */
function byThing(items: readonly News[]): [News, ...News[]][] {
  const groups = new Map<string, [News, ...News[]]>();
  for (const news of items) {
    const group = groups.get(news.about);
    if (group) group.push(news);
    else groups.set(news.about, [news]);
  }
  return [...groups.values()];
}
