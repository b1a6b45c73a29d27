import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { formatTime } from "~/kit/wallTime";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { AgreementBox } from "./AgreementBox";
import type { FormProps } from "./AnswerForm";
import styles from "./book.module.css";
import type { NextDay } from "./next-like.server";

/** It did not come to anything this time: asking again, and what is like it. */
export function OtherDays({ refused, online, shown: { booking, day, abilities, agreement }, next }: FormProps & { next: readonly NextDay[] }) {
  const { errors, isBack } = formOf("again", refused);
  const isSaving = useSaving("again");
  const own = ["guest_cannot", "let_go", "ran_out"].includes(booking.why);
  return (
    <Card as="section" title="What else there is" className={styles.screen}>
      <div className={styles.stack}>
        {next.length === 0 ? (
          <p>
            Nothing like it is on offer now. <Link to="/diary/shadow">See what is on offer, or ask for a day</Link>
          </p>
        ) : (
          <ul className={styles.plain}>
            {next.map((one) => (
              <li key={one.id}>
                <Link to={`/diary/shadow/${one.id}`}>
                  {formatTime(one.startsAt, "day")}, {formatTime(one.startsAt, "time")} with {one.host}
                </Link>
                , {one.hostOrganisation}
              </li>
            ))}
          </ul>
        )}
        {abilities.again && own && !day.cancelled ? (
          <Form method="post" preventScrollReset noValidate className={styles.form}>
            <input type="hidden" name="part" value="again" />
            <ErrorSummary errors={errors} />
            {agreement && !agreement.agreed ? <AgreementBox agreement={agreement} about="again" error={isBack ? refused?.fields["agreed"] : undefined} ticked={false} /> : null}
            <div>
              <Button type="submit" name="intent" value="again" isPending={isSaving} pendingLabel="Asking…" isDisabled={!online}>
                Undo: ask for this day again
              </Button>
            </div>
          </Form>
        ) : null}
      </div>
    </Card>
  );
}
