import { proposeTie } from "~/features/relationships/commands.server";
import { canSeeTies } from "~/features/relationships/policy";
import { organisationsToChoose } from "~/features/relationships/ties/pages/new/choosing.server";
import { ProposeForm } from "~/features/relationships/ties/pages/new/ProposeForm";
import styles from "~/features/relationships/ties/pages/ties.module.css";
import { answered, said } from "~/features/shadowing/offer/answer.server";
import { sentOrKept } from "~/features/shadowing/offer/notSent";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { StrayErrors } from "~/kit/StrayErrors";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/directory.ties.new";

export const meta = () => [{ title: "Propose a tie · Common Thread" }];

/** `?words=` finds an organisation, `?with=` names one. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    const asked = new URL(request.url).searchParams;
    const query = { words: (asked.get("words") ?? "").trim().slice(0, 100), chosen: asked.get("with") ?? "" };
    if (query.words) await limit("search", actor.accountId);
    return withActor(db, actor, async (trx) => ({ ...(await organisationsToChoose(trx, actor, query)), ...query }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/directory.ties.new");

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    if (!canSeeTies(actor)) notFound();
    await limit("diary", actor.accountId);
    const { tieId, state } = await withActor(db, actor, (trx) => proposeTie(trx, actor, { organisationId: of("organisationId"), purpose: of("purpose"), line: of("line"), fromId: of("fromId") }));
    return `/directory/ties/${tieId}?done=${state === "held" ? "noted" : "proposed"}`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function ProposeATie({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Ties", to: "/directory/ties" }, { label: "Propose a tie" }]} />} title="Propose a tie" lead="With an organisation you work with, or would like to." />
      <StrayErrors refused={refused} />
      <ProposeForm {...loaderData} refused={refused} />
    </div>
  );
}
