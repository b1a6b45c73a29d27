import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ComboBox } from "~/kit/ComboBox";
import { DatePicker } from "~/kit/DatePicker";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formatTime } from "~/kit/wallTime";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import type { ActionLine } from "./actions.server";
import type { PartProps } from "./RecapPage";
import styles from "./recap.module.css";

/** What was agreed, by whom and until when; it comes back to their inbox until it is done. */
export function Agreed({ shown: { actions, owners, isPlanner, today }, refused, online, done }: PartProps) {
  return (
    <Card as="section" title="What was agreed" id="agreed">
      <div className={styles.stack}>
        <ErrorSummary errors={formOf("action", refused).errors} />
        <div role="status" className={styles.status}>
          {done === "Written down." || done === "Taken off the list." ? <Banner tone="agreed">{done}</Banner> : null}
        </div>
        {actions.length === 0 ? <p className={styles.quiet}>Nothing yet. What is agreed gets an owner and a day, and comes back to them until it is done.</p> : null}
        {actions.length > 0 ? (
          <ul className={styles.list}>
            {actions.map((action) => (
              <ActionRow key={action.id} action={action} online={online} />
            ))}
          </ul>
        ) : null}
        <Disclosure summary={isPlanner ? "Write down what was agreed" : "Take something on"} defaultOpen={refused?.about === "agree"}>
          <AgreeForm refused={refused} online={online} owners={owners} today={today} />
        </Disclosure>
      </div>
    </Card>
  );
}

function ActionRow({ action: { id, what, owner, post, dueOn, doneAt, doneBy, isLate, mayDo }, online }: { action: ActionLine; online: boolean }) {
  return (
    <li className={styles.row} data-done={doneAt ? "" : undefined}>
      <div className={styles.grow}>
        <p className={styles.voice}>{what}</p>
        <p className={styles.quiet}>
          {owner}, {post}
          {doneAt ? ` · Done by ${doneBy} on ${formatTime(doneAt, "day")}` : dueOn ? ` · By ${formatTime(dueOn, "day")}` : ""}
        </p>
      </div>
      {doneAt ? <Tag tone="agreed">Done</Tag> : isLate ? <Tag tone="needs">Its day has passed</Tag> : null}
      {mayDo ? (
        <Form method="post" preventScrollReset className={`${styles.inline} ${styles.screen}`}>
          <input type="hidden" name="part" value="action" />
          <input type="hidden" name="action" value={id} />
          <Button type="submit" name="intent" value={doneAt ? "action-undone" : "action-done"} isDisabled={!online}>
            {doneAt ? "Undo" : "Done"}
            <VisuallyHidden> {what}</VisuallyHidden>
          </Button>
          {doneAt ? null : (
            <Button type="submit" name="intent" value="action-off" variant="quiet" isDisabled={!online}>
              Take off
              <VisuallyHidden> {what}</VisuallyHidden>
            </Button>
          )}
        </Form>
      ) : null}
    </li>
  );
}

function AgreeForm({ refused, online, owners, today }: Pick<PartProps, "refused" | "online"> & { owners: { value: string; label: string }[]; today: string }) {
  const { field, errors } = formOf("agree", refused);
  const isSaving = useSaving("agree");
  const only = owners.length === 1 ? owners[0] : undefined;
  return (
    <Form method="post" preventScrollReset noValidate className={`${styles.stack} ${styles.screen}`}>
      <input type="hidden" name="part" value="agree" />
      <ErrorSummary errors={errors} />
      <FormStack>
        <TextField label="What" hint="Verb first, such as: send the referral form to the hub." voice="people" maxLength={500} {...field("what")} />
        {only ? <input type="hidden" name="owner" value={only.value} /> : <ComboBox label="Who" hint="Somebody who was asked, or plans. They are told." choices={owners} {...field("owner")} />}
        <DatePicker label="Until when" optional min={today} {...field("dueOn")} />
        <div>
          <Button type="submit" name="intent" value="agree" isPending={isSaving} pendingLabel="Saving…" isDisabled={!online}>
            Write it down
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
