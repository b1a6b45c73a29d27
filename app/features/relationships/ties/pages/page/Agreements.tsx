import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { useTaken } from "~/shared/live/useTaken";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { agreementKinds, most } from "../../../words";
import styles from "../ties.module.css";
import { Done } from "./Done";
import type { InsideProps } from "./TiePage";
import type { InsideView } from "./tie-view.server";

/** What the two agreed, and when they look at it again. */
export function Agreements(props: InsideProps) {
  const { inside } = props;
  const { agreements, may } = inside;
  return (
    <Card as="section" title="What was agreed" id="agreements" className={styles.anchor}>
      <div className={styles.stack}>
        <Done part="agreements" {...props} />
        {agreements.length === 0 ? <p className={styles.quiet}>Nothing yet. What both sides agreed is kept here, with the day when you look at it again.</p> : null}
        {agreements.length > 0 ? (
          <ul className={styles.rows}>
            {agreements.map((agreement) => (
              <AgreementRow key={agreement.id} agreement={agreement} {...props} />
            ))}
          </ul>
        ) : null}
        {may.write ? <WriteAgreement {...props} /> : null}
      </div>
    </Card>
  );
}

function AgreementRow({ agreement, view, inside, refused, online }: InsideProps & { agreement: InsideView["agreements"][number] }) {
  const { id, kind, words, reviewOn, agreedAt, by, organisation, waitsFor, at, isDue, mayAgree } = agreement;
  const short = <VisuallyHidden> to “{words.slice(0, 60)}”</VisuallyHidden>;
  return (
    <li className={styles.row}>
      <div className={styles.grow}>
        <p>
          <strong>{agreementKinds[kind]}</strong> {agreedAt ? <Tag tone="agreed">Both agreed</Tag> : <Tag tone="needs">Waits for {waitsFor}</Tag>} {isDue ? <Tag tone="needs">Time to look again</Tag> : null}
        </p>
        <p className={styles.voice}>{words}</p>
        <p className={styles.quiet}>
          {by}, {organisation}, <Time iso={at} format="date" />. You look at it again on <Time iso={reviewOn} format="date" />.
        </p>
        {inside.may.write ? <Review {...{ agreement, view, refused, online }} /> : null}
      </div>
      <Form method="post" preventScrollReset className={`${styles.inline} ${styles.screen}`}>
        <input type="hidden" name="about" value="agree" />
        <input type="hidden" name="agreementId" value={id} />
        {mayAgree ? (
          <Button type="submit" name="intent" value="agree" isDisabled={!online}>
            Yes, it is so
            {short}
          </Button>
        ) : null}
        <Button type="submit" name="intent" value="over" variant="quiet" isDisabled={!online}>
          It holds no more
          {short}
        </Button>
      </Form>
    </li>
  );
}

/** Looked at again and still right: a new date. */
function Review({ agreement: { id, reviewOn, isDue }, view, refused, online }: Pick<InsideProps, "view" | "refused" | "online"> & { agreement: InsideView["agreements"][number] }) {
  const about = `review-${id}`;
  const { field, errors, isBack } = formOf(about, refused);
  const isSending = useSending(about);
  return (
    <div className={styles.screen}>
      <Disclosure summary="Still right? Choose the next day" defaultOpen={isBack || isDue} key={reviewOn}>
        <Form method="post" preventScrollReset noValidate>
          <input type="hidden" name="about" value={about} />
          <input type="hidden" name="agreementId" value={id} />
          <input type="hidden" name="seen" value={reviewOn} />
          <FormStack>
            <ErrorSummary errors={errors} />
            <DateField label="Look at it again on" min={view.today} {...field("reviewOn")} />
            <div>
              <Button type="submit" name="intent" value="review" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                It is still right
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}

function WriteAgreement({ view, refused, online }: InsideProps) {
  const { field, errors, isBack } = formOf("agreement", refused);
  const isSending = useSending("agreement");
  const taken = useTaken("agreement", isBack);
  return (
    <div className={styles.screen}>
      <Disclosure summary="Write down what you agreed" defaultOpen={isBack} key={taken}>
        <Form method="post" preventScrollReset noValidate>
          <input type="hidden" name="about" value="agreement" />
          <FormStack>
            <ErrorSummary errors={errors} />
            <Select label="What it is about" placeholder="Choose one" choices={Object.entries(agreementKinds).map(([value, label]) => ({ value, label }))} {...field("kind")} />
            <TextField multiline rows={3} label="What you agreed" hint="A sentence or two. The other side is asked whether it is so." voice="people" maxLength={most.agreement} {...field("words")} />
            <DateField label="You look at it again on" min={view.today} {...field("reviewOn")} />
            <div>
              <Button type="submit" name="intent" value="agreement" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                Write it down
              </Button>
            </div>
          </FormStack>
        </Form>
      </Disclosure>
    </div>
  );
}
