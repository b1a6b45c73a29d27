import { findDecision } from "~/features/relationships/decisions/access.server";
import { propose } from "~/features/relationships/decisions/commands.server";
import styles from "~/features/relationships/decisions/decisions.module.css";
import { ProposeForm } from "~/features/relationships/decisions/ProposeForm";
import { organisationsToName } from "~/features/relationships/decisions/reading.server";
import { actingSeat } from "~/features/gaps/policy";
import { canSeeTies } from "~/features/relationships/policy";
import { answered, said, saidAll } from "~/features/shadowing/offer/answer.server";
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
import type { Route } from "./+types/decisions.new";

export const meta = () => [{ title: "Put something forward · Common Thread" }];

/** `?reopens=` names a decision that is looked at again. */
export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!canSeeTies(actor)) notFound();
    const reopens = new URL(request.url).searchParams.get("reopens") ?? "";
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const before = reopens ? await findDecision(trx, actor, reopens) : undefined;
      const seat = actingSeat(actor);
      const own = seat && seat.organisationKind !== "network" ? { id: seat.organisationId, name: seat.organisationName } : undefined;
      return {
        choices: (await organisationsToName(trx)).filter(({ value }) => value !== own?.id),
        own: own?.name,
        before: before && { id: before.id, title: before.title, summary: before.summary, named: before.named.map(({ id }) => id) },
      };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/decisions.new");

export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const of = (name: string) => said(form, name);
  return answered(form, async () => {
    if (!canSeeTies(actor)) notFound();
    await limit("diary", actor.accountId);
    const { decisionId } = await withActor(db, actor, (trx) => propose(trx, actor, { title: of("title"), summary: of("summary"), named: saidAll(form, "named"), reopensId: of("reopens") }));
    return `/decisions/${decisionId}?done=proposed`;
  });
}

export const clientAction = (asked: Route.ClientActionArgs) => sentOrKept(asked);

export default function PutForward({ loaderData, actionData }: Route.ComponentProps) {
  const refused = useRefused(actionData);
  const { before } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ label: "Decisions", to: "/decisions" }, { label: before ? "Look at it again" : "Put something forward" }]} />}
        title={before ? "Look at it again" : "Put something forward"}
        lead={before ? `A new proposal that names the old one, “${before.title}”. What was decided stays in the log.` : "Anybody may. All who are named write it together, then each says whether it consents."}
      />
      <StrayErrors refused={refused} />
      <ProposeForm {...loaderData} refused={refused} />
    </div>
  );
}
