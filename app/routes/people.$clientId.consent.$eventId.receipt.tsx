import { PrintButton } from "~/features/case-notes/components/PrintButton";
import { Receipt } from "~/features/case-notes/components/Receipt";
import { receiptOf } from "~/features/case-notes/receipts.server";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/people.$clientId.consent.$eventId.receipt";

export const meta = () => [{ title: "Receipt · Common Thread" }];

export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, (trx) => receiptOf(trx, actor, params.clientId, params.eventId)));
}

export default function ConsentReceipt({ loaderData }: Route.ComponentProps) {
  return (
    <>
      <PrintButton back={`/people/${loaderData.person.id}`} backWords={`Back to ${loaderData.person.name}`} />
      <Receipt receipt={loaderData} />
    </>
  );
}
