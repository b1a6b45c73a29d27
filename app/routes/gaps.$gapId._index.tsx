import { useRouteLoaderData } from "react-router";
import { InvitationCard } from "~/features/gaps/elsewhere/InvitationCard";
import { invitationToMine, type InvitationLine } from "~/features/gaps/elsewhere/invitations.server";
import { gapOverview, type GapOverview } from "~/features/gaps/page/overview.server";
import { Flags } from "~/features/gaps/page/Flags";
import { Linked } from "~/features/gaps/page/Linked";
import { Outcomes } from "~/features/gaps/page/Outcomes";
import styles from "~/features/gaps/page/page.module.css";
import { Parts } from "~/features/gaps/page/Parts";
import { Seeing } from "~/features/gaps/page/Seeing";
import { StageLine } from "~/features/gaps/page/StageLine";
import { StillTrue } from "~/features/gaps/page/StillTrue";
import { Timeline } from "~/features/gaps/page/Timeline";
import { Tried } from "~/features/gaps/page/Tried";
import { shownAtOnce } from "~/features/gaps/page/timeline-words";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { actorOf, servicesOf } from "~/shared/services.server";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Route } from "./+types/gaps.$gapId._index";
import type { loader as layout } from "./gaps.$gapId";

export async function loader({ context, params, request }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const most = Number(new URL(request.url).searchParams.get("shown")) || shownAtOnce;
  return guarded(() =>
    withActor(db, actor, async (trx) => ({ ...(await gapOverview(trx, actor, params.gapId, most)), invited: await invitationToMine(trx, actor, params.gapId) })),
  );
}

export const clientLoader = keepShown<GapOverview & { invited: InvitationLine | undefined }>("routes/gaps.$gapId._index");

export default function Overview({ loaderData }: Route.ComponentProps) {
  const { seeing, timeline, flagged, outcomes, stages, tried, linked, invited } = loaderData;
  const around = useRouteLoaderData<typeof layout>("routes/gaps.$gapId");
  if (!around) return null;
  const { gap } = around;
  return (
    <>
      <TwoColumns
        sideLabel="Who sees it and who does what"
        side={
          <>
            <Parts gap={gap} />
            <Seeing seeing={seeing} gap={gap} />
          </>
        }
      >
        <InvitationCard gapId={gap.id} one={invited} />
        <StillTrue gap={gap} />
        <Flags flagged={flagged} />
        {outcomes.length > 0 ? <Outcomes outcomes={outcomes} /> : null}
        <StageLine reached={stages} />
        <Tried tried={tried} />
        <Linked linked={linked} gapId={gap.id} />
      </TwoColumns>
      <div className={styles.below}>
        <Timeline happenings={timeline.happenings} earlier={timeline.hasEarlier ? `?shown=${timeline.happenings.length + shownAtOnce}#what-happened` : undefined} me={gap.me.accountId} />
      </div>
    </>
  );
}
