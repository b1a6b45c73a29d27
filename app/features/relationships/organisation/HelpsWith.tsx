import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { useOnline } from "~/kit/useOnline";
import { needs } from "../../gaps/words";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "./organisation.module.css";
import type { OrganisationTies } from "./organisation.server";

const choices = Object.entries(needs).map(([value, label]) => ({ value, label }));

/** What an organisation helps with, as its own people say, in the words of gaps. */
export function HelpsWith({ name, of: { helps, abilities }, refused }: { name: string; of: OrganisationTies; refused: Refused | undefined }) {
  return (
    <Card as="section" title="Helps with">
      <div className={styles.stack}>
        {helps.length === 0 ? (
          <p className={styles.quiet}>{name} has not said what it helps with.</p>
        ) : (
          <ul className={styles.tags}>
            {helps.map((need) => (
              <li key={need}>
                <Tag>{needs[need]}</Tag>
              </li>
            ))}
          </ul>
        )}
        {abilities.speakFor ? <SayHelps helps={helps} refused={refused} /> : null}
      </div>
    </Card>
  );
}

function SayHelps({ helps, refused }: { helps: readonly string[]; refused: Refused | undefined }) {
  const { boxes, errors, isBack } = formOf("helps", refused);
  const isSending = useSending("helps");
  const online = useOnline();
  return (
    <Disclosure summary="Change what it helps with" defaultOpen={isBack}>
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="helps" />
        <FormStack>
          <ErrorSummary errors={errors} />
          <CheckboxGroup key={helps.join()} label="It helps with" choices={choices} columns={2} {...boxes("needs", helps)} />
          <div>
            <Button type="submit" isDisabled={!online} isPending={isSending}>
              Save what it helps with
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
