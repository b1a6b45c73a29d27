import { Form, useSearchParams } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { DateField } from "~/kit/DateField";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { useTaken } from "~/shared/live/useTaken";
import { formOf } from "../../../../shadowing/offer/refused";
import { useSending } from "../../../../shadowing/offer/useSending";
import { contactKinds, most } from "../../../words";
import styles from "../ties.module.css";
import { Done } from "./Done";
import type { InsideProps } from "./TiePage";

/** That the two were in touch, written in ten seconds from a phone: what it was, a line, save. It was today unless told. */
export function WriteContact({ view, inside: { ownId }, refused, online }: InsideProps) {
  const { field, errors, isBack } = formOf("contact", refused);
  const isSending = useSending("contact");
  const taken = useTaken("contact", isBack);
  const [search] = useSearchParams();
  const { defaultValue: kind, error, ...group } = field("kind");
  return (
    <Card as="section" title="We were in touch" id="write" tabIndex={-1} stripe="heather" className={`${styles.anchor} ${styles.screen}`}>
      <div className={styles.stack}>
        <Done part="story" view={view} refused={refused} />
        <ErrorSummary errors={errors} />
        <Form method="post" preventScrollReset noValidate key={taken}>
          <input type="hidden" name="about" value="contact" />
          <input type="hidden" name="shown" value={search.get("shown") ?? ""} />
          <FormStack>
            <fieldset className={styles.kinds} aria-describedby={error ? `${group.id}-error` : undefined}>
              <legend>What it was</legend>
              {error?.[0] ? (
                <p id={`${group.id}-error`} className={styles.error}>
                  {error[0]}
                </p>
              ) : null}
              {Object.entries(contactKinds).map(([value, label], index) => (
                <label key={value} className={styles.kind}>
                  <input type="radio" name={group.name} id={index === 0 ? group.id : undefined} value={value} defaultChecked={value === kind} />
                  {label}
                </label>
              ))}
            </fieldset>
            <TextField label="A line" optional hint="Never name a person you support." voice="people" maxLength={most.line} autoComplete="off" {...field("line")} />
            <Disclosure summary="Another day, or who began" defaultOpen={isBack}>
              <FormRow>
                <DateField label="When" max={view.today} {...field("on", view.today)} />
                {ownId ? <RadioGroup label="Who began" inline choices={[{ value: "us", label: "We did" }, { value: "them", label: "They did" }, { value: "both", label: "Both, or not known" }]} {...field("began", "both")} /> : null}
              </FormRow>
            </Disclosure>
            <div>
              <Button type="submit" name="intent" value="contact" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                Save
              </Button>
            </div>
            {online ? null : <p className={styles.quiet}>You are offline. What you wrote stays here; saving needs a connection.</p>}
          </FormStack>
        </Form>
      </div>
    </Card>
  );
}
