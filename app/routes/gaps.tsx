import { Plus } from "lucide-react";
import type { ShouldRevalidateFunctionArgs } from "react-router";
import { areas } from "~/features/gaps/access.server";
import { boardView } from "~/features/gaps/board/address";
import { BoardPage } from "~/features/gaps/board/BoardPage";
import { gapList } from "~/features/gaps/board/list.server";
import { ListPage } from "~/features/gaps/board/ListPage";
import { boardPage } from "~/features/gaps/board/changed.server";
import { postedBy } from "~/features/gaps/board/posted.server";
import { boardFilter, restingCount } from "~/features/gaps/cards.server";
import { canActOnGaps } from "~/features/gaps/policy";
import { LinkButton } from "~/kit/LinkButton";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps";

export const meta = () => [{ title: "Gaps · Common Thread" }];

export async function loader({ context, request }: Route.LoaderArgs) {
  const services = servicesOf(context);
  const actor = actorOf(context);
  const asked = new URL(request.url).searchParams;
  const filter = boardFilter(asked);
  const view = boardView(asked);
  return guarded(async () => {
    if (!canActOnGaps(actor)) notFound();
    const isBoard = view.view === "board";
    // A function of its own: should it fail before it has begun, both are still waited for.
    const besides = async () =>
      withActor(services.db, actor, async (trx) => ({
        list: isBoard ? undefined : { ...(await gapList(trx, actor, filter, view)), resting: await restingCount(trx, actor, filter) },
        areas: await areas(trx),
        posted: await postedBy(trx, actor, asked),
      }));
    const [page, more] = await Promise.all([isBoard ? boardPage(services, actor, filter) : undefined, besides()]);
    return { page, filter, view, ...more, focusOn: more.posted?.gapId ?? asked.get("revived") ?? undefined, me: actor.accountId, now: new Date().toISOString() };
  });
}

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps");

/** Another column on a phone is on the page already; what was said of a card that has just come is said once. */
const onPageAlready = ["column", "posted", "following", "flagged", "revived"];

export function shouldRevalidate({ currentUrl, nextUrl, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs) {
  const without = ({ pathname, searchParams }: URL) => `${pathname}?${new URLSearchParams([...searchParams].filter(([name]) => !onPageAlready.includes(name)))}`;
  return currentUrl.search !== nextUrl.search && without(currentUrl) === without(nextUrl) ? false : defaultShouldRevalidate;
}

export default function Gaps({ loaderData }: Route.ComponentProps) {
  const { list, page } = loaderData;
  return (
    <>
      <PageHeader
        title="Gaps in what is out there"
        lead="Things people need here that nothing meets yet. Never name a person you support."
        actions={
          <>
            <LinkButton to="/gaps/asks">Asks</LinkButton>
            <LinkButton to="/gaps/new" variant="primary" icon={<Plus />}>
              Post a gap
            </LinkButton>
          </>
        }
      />
      {page ? <BoardPage {...loaderData} page={page} /> : null}
      {list ? <ListPage {...loaderData} list={list} /> : null}
    </>
  );
}
