import { Link } from "react-router";
import { stoppedBy } from "~/features/case-notes/withdrawals-read.server";
import styles from "~/features/case-notes/components/parts.module.css";
import { classInSentence } from "~/features/case-notes/section";
import { exactTime } from "~/features/case-notes/days";
import { Banner } from "~/kit/Banner";
import { Card } from "~/kit/Card";
import { FormRow } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/people.$clientId.withdrawal.$eventId";

export const meta = () => [{ title: "What stopped · Common Thread" }];

/** What exactly stopped, for whoever recorded it, also when it shut them out. */
export async function loader({ context, params }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, (trx) => stoppedBy(trx, actor, params.clientId, params.eventId)));
}

export default function Stopped({ loaderData }: Route.ComponentProps) {
  const { clientId, kind, name, at, saidAt, ended, left } = loaderData;
  const here = `/people/${clientId}`;
  const erasure = kind === "erasure_asked";
  return (
    <div className={styles.narrow}>
      <PageHeader title={erasure ? "The data lead has been asked" : ended.length === 0 ? "It had stopped already" : `Stopped at ${exactTime(at)}`} lead={name} />
      <p>
        Said <Time iso={saidAt.toISOString()} />, recorded <Time iso={at.toISOString()} />.
      </p>
      {erasure ? (
        <p>Nothing is erased yet, and sharing goes on unless it is stopped too. The data lead answers within a month and says what the law has the service keep.</p>
      ) : ended.length === 0 ? (
        <Banner tone="info" title="There was nothing left to stop">Somebody recorded it before you, or it had run out. The words you took down are kept.</Banner>
      ) : (
        <Card as="section" title="What stopped">
          <ul>
            {ended.map((one) => (
              <li key={one.grantId}>{one.purpose === "keep_notes" ? `${one.organisation}: keeping notes` : `${one.organisation}: ${classInSentence(one.sectionClass)}`}</li>
            ))}
          </ul>
        </Card>
      )}
      {left === undefined ? null : <p>{left === "" ? "Nothing is agreed any more." : `Still agreed: ${left}`}</p>}
      {name ? null : <p>You can no longer open this person.</p>}
      <p className={styles.quiet}>There is no undo. If they change their mind, ask them, and record consent again in their words.</p>
      <FormRow kind="buttons">
        {name ? <LinkButton to={`${here}/consent/${loaderData.eventId}/receipt`} variant="primary">Receipt to print</LinkButton> : null}
        {name && !erasure ? <LinkButton to={`${here}/withdrawal`}>Stop something else</LinkButton> : null}
        {name ? <Link to={here}>Back to {name}</Link> : <Link to="/people">Back to people</Link>}
      </FormRow>
    </div>
  );
}
