import { Form, useNavigation } from "react-router";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import type { StepView } from "../consent-steps";
import { AskCheck } from "./AskCheck";
import { AskNotes } from "./AskNotes";
import { AskSaid } from "./AskSaid";
import { AskSharing } from "./AskSharing";
import { AskTerms } from "./AskTerms";
import styles from "./parts.module.css";
import { useFocusOn } from "./useFocusOn";

export type AskAbout = {
  person: { id: string; name: string; homeOrganisation: string };
  usualEnd: string;
  earliest: string;
  longest: string;
  now: string;
};
export type AskProps = { view: StepView; about: AskAbout; busy: boolean };

const questions: Record<StepView["step"], { title: (name: string) => string; Ask: (props: AskProps) => React.ReactNode; number: number }> = {
  notes: { title: (name) => `May we keep notes about ${name}?`, Ask: AskNotes, number: 1 },
  sharing: { title: () => "May we share with anyone?", Ask: AskSharing, number: 2 },
  terms: { title: () => "What may they see?", Ask: AskTerms, number: 2 },
  said: { title: () => "How was it said?", Ask: AskSaid, number: 3 },
  check: { title: () => "Check with them before you record", Ask: AskCheck, number: 4 },
};

/** One question at a time, and what was answered travels along. */
export function AskConsent({ view, about }: { view: StepView; about: AskAbout }) {
  const { title, Ask, number } = questions[view.step];
  const busy = useNavigation().state !== "idle";
  const heading = useFocusOn<HTMLHeadingElement>(`${view.step} ${view.choosing?.id ?? ""}`);
  const errors = Object.entries(view.errors).map(([field, message]) => (field === "form" ? { message } : { message, fieldId: field }));
  return (
    <>
      <div>
        <p className={styles.quiet}>Step {number} of 4</p>
        <h1 ref={heading} tabIndex={-1}>
          {view.step === "terms" && view.choosing ? `What may ${view.choosing.name} see?` : title(about.person.name)}
        </h1>
      </div>
      <ErrorSummary errors={errors} />
      <Form method="post" noValidate key={`${view.step} ${view.choosing?.id ?? ""}`} preventScrollReset={false}>
        <input type="hidden" name="step" value={view.step} />
        <input type="hidden" name="soFar" value={JSON.stringify(view.soFar)} />
        <FormStack>
          <Ask view={view} about={about} busy={busy} />
        </FormStack>
      </Form>
    </>
  );
}
