import { useState } from "react";
import { isRouteErrorResponse, Outlet, useSearchParams } from "react-router";
import { actOnGap } from "~/features/gaps/page/acts.server";
import { gapLayout, type GapLayout } from "~/features/gaps/page/gap-page.server";
import { GapHead } from "~/features/gaps/page/GapHead";
import { isSaid, saidWords } from "~/features/gaps/page/said";
import { type Asked, GapHere, type GivenAnswer, refusalOf } from "~/features/gaps/page/useAct";
import { useGapLive, wasOpen } from "~/features/gaps/page/useGapLive";
import { markOpened } from "~/features/inbox/seen.server";
import { NotLive } from "~/features/writing/NotLive";
import { Banner } from "~/kit/Banner";
import { ChangesPill } from "~/kit/board/ChangesPill";
import { StrayErrors } from "~/kit/StrayErrors";
import { Tabs } from "~/kit/Tabs";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { ErrorPage } from "~/shell/ErrorPage";
import type { Route } from "./+types/gaps.$gapId";

export const meta: Route.MetaFunction = ({ loaderData }) => [{ title: loaderData ? `${loaderData.gap.sentence} · Common Thread` : "Common Thread" }];

/** What stands around every tab of a gap. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const layout = await gapLayout(trx, actor, params.gapId);
      // Opening it is enough for most news about it.
      await markOpened(trx, actor, { gapId: layout.gap.id });
      return layout;
    }),
  );
}

export const clientLoader = keepShown<GapLayout>("routes/gaps.$gapId");

/** Every act of the page, by the intent of its form. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const form = await request.formData();
  return guarded(() => actOnGap(servicesOf(context), actorOf(context), params.gapId, form));
}

/** A form that cannot be sent is not a page that broke: it keeps what was typed and says so. */
export async function clientAction({ request, serverAction }: Route.ClientActionArgs): Promise<GivenAnswer> {
  const about = String((await request.clone().formData()).get("about") ?? "");
  try {
    return (await serverAction()) as GivenAnswer;
  } catch (error) {
    if (error instanceof Response || isRouteErrorResponse(error)) throw error;
    return { about, id: crypto.randomUUID(), failed: true };
  }
}

export default function GapPage({ loaderData, actionData }: Route.ComponentProps) {
  const { gap, areas: places } = loaderData;
  const [address] = useSearchParams();
  const said = address.get("said");
  const [asked, ask] = useState<Asked>();
  const here = `/gaps/${gap.id}`;
  const { notLive, lookAgain, waiting } = useGapLive(gap);
  return (
    <GapHere value={{ gapId: gap.id, answered: actionData, asked, ask }}>
      <NotLive notLive={notLive} />
      <ChangesPill count={waiting} words={waiting === 1 ? "1 change from others" : `${waiting} changes from others`} action="show" shownWords="Shown." onShow={lookAgain} />
      <StrayErrors refused={refusalOf(actionData)} />
      {isSaid(said) ? <Banner tone="agreed">{saidWords[said]}</Banner> : null}
      <GapHead gap={gap} areas={places} />
      <Tabs
        label="About this gap"
        tabs={[
          { to: here, label: "Overview", end: true },
          { to: `${here}/proposal`, label: "Proposal" },
          { to: `${here}/kit`, label: "Start-a-group kit" },
          { to: `${here}/group`, label: "Group" },
          { to: `${here}/pack`, label: "Demand pack" },
          { to: `${here}/elsewhere`, label: "Elsewhere" },
        ]}
      />
      <Outlet />
    </GapHere>
  );
}

/** A gap that is not there any more; whoever had it open is told why. */
export function ErrorBoundary({ error, params }: Route.ErrorBoundaryProps) {
  const status = isRouteErrorResponse(error) ? error.status : 500;
  const was = status === 404 && wasOpen(params.gapId);
  return (
    <ErrorPage status={status} {...(was ? { title: "This gap is not here any more" } : {})} backTo="/gaps" backLabel="Go to Gaps">
      {was ? <p>It was taken down while you had it open, or is no longer open to you. When a gap is taken down, no words of it are kept.</p> : undefined}
    </ErrorPage>
  );
}
