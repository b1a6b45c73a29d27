import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DatePicker } from "~/kit/DatePicker";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { Select } from "~/kit/Select";
import { formOf } from "../../../gaps/group/refused";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";
import type { Forms } from "./MakingRows";
import { Press } from "./Press";

/** Who comes into the post, and the last day: both can change without calling the handover off. */
export function Arrangements(forms: Forms) {
  return (
    <Card as="div" title="Who comes next, and when">
      <div className={styles.stack}>
        <Newcomer {...forms} />
        <ChangeDay {...forms} />
      </div>
    </Card>
  );
}

function Newcomer({ shown, refused, online }: Forms) {
  const { handover, colleagues, side, making, lead } = shown;
  const { field, errors } = formOf("newcomer", refused);
  const isSaving = useSaving("newcomer");
  const { newcomer, newcomerId, newcomerAgreed } = handover;
  const sits = making?.successor && making.successor.name !== newcomer ? making.successor.name : undefined;
  return (
    <>
      {sits ? <p>{sits} sits in this post already, and has on the day whatever stays with it.</p> : null}
      {newcomer && newcomerAgreed ? <p>{newcomer} comes into this post, and sits down in it on the day. Whatever stays with the post is theirs by itself.</p> : null}
      {newcomer && newcomerId && !newcomerAgreed ? (
        <>
          <p>
            {newcomer} is named. {side.looksAfter ? "Say yes, and they sit down in the post on the day." : `They sit down in the post once ${lead ?? "whoever looks after it"} says yes.`}
          </p>
          {side.looksAfter ? (
            <Press intent="newcomer" about="newcomer-yes" fields={{ newcomerId }} online={online} variant="primary">
              Yes, {newcomer} takes the post
            </Press>
          ) : null}
        </>
      ) : null}
      {!newcomer && !sits ? <p className={styles.quiet}>Nobody is named for the post itself. Whoever is, has on the day all that stays with it.</p> : null}
      {colleagues.length > 0 ? (
        <Disclosure summary={newcomer ? "Somebody else comes" : "Say who comes into the post"} defaultOpen={errors.length > 0}>
          <Form method="post" preventScrollReset noValidate className={styles.form} key={newcomerId}>
            <input type="hidden" name="part" value="newcomer" />
            <ErrorSummary errors={errors} />
            <Select {...field("newcomerId", newcomerId ?? "")} label="Who comes into the post?" optional placeholder="Nobody knows yet" choices={colleagues} />
            <div>
              <Button type="submit" name="intent" value="newcomer" isPending={isSaving} isDisabled={!online}>
                Keep who comes
              </Button>
            </div>
          </Form>
        </Disclosure>
      ) : null}
    </>
  );
}

function ChangeDay({ shown: { handover, today }, refused, online }: Forms) {
  const { field, errors } = formOf("last-day", refused);
  const isSaving = useSaving("last-day");
  return (
    <Disclosure summary="Change the last day" defaultOpen={errors.length > 0}>
      <Form method="post" preventScrollReset noValidate className={styles.form} key={handover.lastDay}>
        <input type="hidden" name="part" value="last-day" />
        <ErrorSummary errors={errors} />
        <p>Every answer stays. Whoever is asked is told of the new day.</p>
        <DatePicker {...field("lastDay", handover.lastDay)} label="The last day" min={today} />
        <div>
          <Button type="submit" name="intent" value="last-day" isPending={isSaving} isDisabled={!online}>
            Keep the day
          </Button>
        </div>
      </Form>
    </Disclosure>
  );
}
