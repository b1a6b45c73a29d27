import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { formatTime } from "~/kit/wallTime";
import { useTaken } from "~/shared/live/useTaken";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";
import type { VisitLine } from "../page.server";
import type { Forms } from "./MakingRows";
import { Press } from "./Press";

/** Visits that leaver and newcomer make together, to people and partners; each of the two signs. */
export function Visits({ shown, refused, online }: Forms) {
  const { visits, handover } = shown;
  const isLive = handover.state === "open" || handover.state === "sent";
  return (
    <Card as="section" title="Visits together">
      <div className={styles.stack}>
        {visits.length === 0 ? <p className={styles.quiet}>None yet. A change of person goes best when both come along once.</p> : null}
        <ul className={styles.list}>
          {visits.map((visit) => (
            <VisitRow key={visit.id} visit={visit} isLive={isLive} leaver={handover.leaver ?? "Whoever leaves"} online={online} />
          ))}
        </ul>
        {isLive ? <PlanVisit shown={shown} refused={refused} online={online} /> : null}
      </div>
    </Card>
  );
}

function VisitRow({ visit, isLive, leaver, online }: { visit: VisitLine; isLive: boolean; leaver: string; online: boolean }) {
  const { id, about, onDate, newcomer, signedByLeaver, signedByNewcomer, iAm, hasBeen, day } = visit;
  const canSign = hasBeen && ((iAm === "leaver" && !signedByLeaver) || (iAm === "newcomer" && !signedByNewcomer));
  const named = `${about}, ${formatTime(onDate, "day")}`;
  return (
    <li>
      <p>
        <strong>{about}</strong>, <Time iso={onDate} format="longDate" /> {signedByLeaver && signedByNewcomer ? <Tag tone="agreed">Signed off</Tag> : null}
      </p>
      <p className={styles.quiet}>
        {leaver}: {signedByLeaver ? "signed" : "not signed yet"}. {newcomer}: {signedByNewcomer ? "signed" : "not signed yet"}.
      </p>
      {day ? (
        <p className={styles.quiet}>
          On your <Link to={`/diary/shadow/${day.id}`}>handover day</Link>, <Time iso={day.startsAt} format="time" />.
        </p>
      ) : (
        <p className={styles.quiet}>
          No handover day is in the diary for that date. {iAm === "leaver" ? <Link to={`/diary/shadow/offer?handover=1&date=${onDate}`}>Offer it</Link> : null}
        </p>
      )}
      <div className={styles.inline}>
        {canSign ? (
          <Press intent="sign" about={`sign-${id}`} fields={{ visit: id }} online={online} label={`We went: ${named}`}>
            We went
          </Press>
        ) : null}
        {isLive && !(signedByLeaver && signedByNewcomer) ? (
          <Press intent="drop" about={`drop-${id}`} fields={{ visit: id }} online={online} variant="quiet" label={`It will not be: ${named}`}>
            It will not be
          </Press>
        ) : null}
      </div>
    </li>
  );
}

/** What one may visit together: rows with somebody who takes them over. */
function PlanVisit({ shown, refused, online }: Forms) {
  const { field, errors, isBack } = formOf("visit", refused);
  const isSaving = useSaving("visit");
  const taken = useTaken("visit", isBack);
  const { making, asked, outline, handover, today } = shown;
  const rows = making ? making.items.filter(({ toPostId }) => toPostId !== null) : (outline ?? asked);
  const about = rows.filter(({ kind }) => kind === "person" || kind === "tie" || kind === "gap");
  if (about.length === 0) return making ? <p className={styles.quiet}>Choose first who takes somebody or a tie over; then you can plan a visit together.</p> : null;
  return (
    <Disclosure summary="Plan a visit together" defaultOpen={isBack}>
      <Form method="post" preventScrollReset noValidate className={styles.form} key={taken}>
        <input type="hidden" name="part" value="visit" />
        <ErrorSummary errors={errors} />
        <Select {...field("item")} label="Whom do you visit?" choices={about.map(({ id, words }) => ({ value: id, label: words }))} />
        <DatePicker {...field("onDate")} label="Which day?" min={today} max={handover.lastDay} />
        <FormRow kind="buttons">
          <Button type="submit" name="intent" value="visit" isPending={isSaving} isDisabled={!online}>
            Plan it
          </Button>
        </FormRow>
      </Form>
    </Disclosure>
  );
}
