import { findGap } from "~/features/gaps/access.server";
import { answered, said } from "~/features/gaps/group/answer.server";
import { saveGroup } from "~/features/gaps/group/commands.server";
import { GroupForm } from "~/features/gaps/group/GroupForm";
import { groupOf } from "~/features/gaps/group/page.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.$gapId.group.edit";

export const meta: Route.MetaFunction = () => [{ title: "The group’s page · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() =>
    withActor(db, actor, async (trx) => {
      const gap = await findGap(trx, actor, params.gapId);
      return { gap: { id: gap.id, sentence: gap.sentence }, group: await groupOf(trx, actor, gap.id) };
    }),
  );
}

/** Begins the group's page, or keeps it right. */
export async function action({ context, params, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    await limit("command", actor.accountId);
    const { flagged } = await withActor(db, actor, (trx) => saveGroup(trx, actor, params.gapId, { readAt: of("readAt"), name: of("name"), about: of("about"), where: of("where"), when: of("when"), access: of("access"), contact: of("contact") }));
    return `/gaps/${params.gapId}/group?done=${flagged.length > 0 ? "saved_flagged" : "saved"}`;
  });
}

export default function EditGroup({ loaderData, actionData }: Route.ComponentProps) {
  const { gap, group } = loaderData;
  const title = group ? "Change the group’s page" : "Begin the group’s page";
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: gap.sentence, to: `/gaps/${gap.id}` }, { label: "Group", to: `/gaps/${gap.id}/group` }, { label: title }]} />} title={title} lead="Who it is for should know it when they read it. Never name a person you support." />
      <GroupForm gapId={gap.id} group={group} refused={actionData} />
    </>
  );
}
