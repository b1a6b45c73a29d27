import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { most } from "../words";
import { AgreementBox } from "./AgreementBox";
import type { FormProps } from "./AnswerForm";
import styles from "./book.module.css";
import { firstName } from "./views";

/** One click opens it, one does it. It says what happens, and asks nobody whether they are sure. */
export function ChangeOrCancel(props: FormProps) {
  const { refused, shown } = props;
  const { abilities, booking, side, day } = shown;
  // A place that is offered has its own two answers.
  if ((!abilities.giveUp && !abilities.hostCannot) || booking.state === "offered") return null;
  const waits = booking.state === "waiting";
  const isBack = ["cancel", "help", "move"].includes(refused?.about ?? "");
  return (
    <div className={styles.screen}>
      <Disclosure summary={waits ? "Leave the waiting list" : "Change or cancel"} defaultOpen={isBack}>
        <div className={styles.stack}>
          {abilities.move ? <OtherDay {...props} /> : null}
          {abilities.sayHelp && !waits ? <Help {...props} /> : null}
          <Cancel {...props} />
          {side === "host" ? (
            <p>
              To change or cancel the day for everybody, open <Link to={`/diary/shadow/mine#day-${day.id}`}>the days you host</Link>.
            </p>
          ) : null}
        </div>
      </Disclosure>
    </div>
  );
}

function OtherDay({ refused, online, shown: { next, agreement } }: FormProps) {
  const { errors } = formOf("move", refused);
  const isSaving = useSaving("move");
  if (next.length === 0) return null;
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value="move" />
      <input type="hidden" name="intent" value="move" />
      <h3>Another day instead</h3>
      <ErrorSummary errors={errors} />
      <p className={styles.quiet}>Your place here is given up in the same moment, and not before.</p>
      {agreement && !agreement.agreed ? <AgreementBox agreement={agreement} about="move" error={refused?.fields["agreed"]} ticked={false} /> : null}
      <div className={styles.inline}>
        {next.map((one) => (
          <Button key={one.id} type="submit" name="to" value={one.id} isPending={isSaving} pendingLabel="Changing…" isDisabled={!online}>
            {formatTime(one.startsAt, "day")}, {formatTime(one.startsAt, "time")}, with {one.host}
          </Button>
        ))}
      </div>
    </Form>
  );
}

function Help({ refused, online, shown: { booking, day } }: FormProps) {
  const { field, errors } = formOf("help", refused);
  const isSaving = useSaving("help");
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value="help" />
      <h3>What would help</h3>
      <ErrorSummary errors={errors} />
      <TextField multiline rows={2} voice="people" hideLabel label="Anything that would help?" hint={`${firstName(day.host)} sees what you change.`} maxLength={most.help + 200} {...field("help", booking.help)} />
      <div>
        <Button type="submit" name="intent" value="help" isPending={isSaving} isDisabled={!online}>
          Save
        </Button>
      </div>
    </Form>
  );
}

function Cancel({ refused, online, shown: { booking, side, day } }: FormProps) {
  const { field, errors } = formOf("cancel", refused);
  const isSaving = useSaving("cancel");
  const host = side === "host";
  const waits = booking.state === "waiting";
  const other = firstName(host ? booking.guest : day.host);
  return (
    <Form method="post" preventScrollReset noValidate className={styles.form}>
      <input type="hidden" name="part" value="cancel" />
      {waits ? null : <h3>{host ? `Cancel for ${other}` : "Cancel"}</h3>}
      <ErrorSummary errors={errors} />
      {waits ? <p>You can join again, at the end of the list.</p> : <TextField voice="people" optional label={`A line to ${other}`} maxLength={most.line + 200} {...field("line")} />}
      {waits ? null : <p className={styles.quiet}>{host ? `${other} is told at once, and shown other days like it. They may ask you again.` : `${other} is told at once, and the place goes to whoever waits. You may ask again while there is one.`}</p>}
      <div>
        <Button type="submit" name="intent" value={host ? "host-cannot" : "give-up"} variant="danger" isPending={isSaving} pendingLabel="Cancelling…" isDisabled={!online}>
          {waits ? "Leave the list" : host ? "I cannot after all" : "Give up my place"}
        </Button>
      </div>
    </Form>
  );
}
