import { answered, said } from "~/features/gaps/group/answer.server";
import { CoverStart } from "~/features/relationships/cover/CoverStart";
import { beginFrom, coverStart } from "~/features/relationships/cover/page.server";
import { Frame } from "~/features/relationships/handover/pages/Frame";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { useOnline } from "~/kit/useOnline";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/team.cover.new";

export const meta = () => [{ title: "Somebody is away · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => coverStart(trx, actor));
  });

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const coverId = await withActor(db, actor, async (trx) => {
      await coverStart(trx, actor);
      return beginFrom(trx, actor, (name) => said(form, name));
    });
    return `/team/cover/${coverId}?done=begun`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked, "part");

export default function NewCover({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const online = useOnline();
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Team", to: "/team" }, { label: "Away" }]} />} title="Somebody is away" lead="For a week, or for as long as it takes. Nobody has to know until when." />
      <Frame words={{}} refused={refused} online={online}>
        <CoverStart {...loaderData} refused={refused} online={online} />
      </Frame>
    </>
  );
}
