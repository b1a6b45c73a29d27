import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import { most, ways } from "../words";
import styles from "./organisation.module.css";
import type { OrganisationTies } from "./organisation.server";
import { TakeBack } from "./TakeBack";

const hows = Object.entries(ways).map(([value, label]) => ({ value, label }));
const outcomes = [
  { value: "no", label: "Nobody reached" },
  { value: "yes", label: "Reached somebody" },
];

/** The tries to reach an organisation, whoever made them, so that the next one does not begin again. */
export function Tries({ of: { tries }, refused }: { of: OrganisationTies; refused: Refused | undefined }) {
  return (
    <Card as="section" title="Tries to reach them">
      <div className={styles.stack}>
        {tries.length === 0 ? <p className={styles.quiet}>Nobody wrote down a try.</p> : null}
        <ol className={styles.list}>
          {tries.map((one) => (
            <li key={one.id}>
              <p>
                {ways[one.how]}, <Time iso={one.at.toISOString()} format="date" /> <Tag tone={one.reached ? "agreed" : "plain"}>{one.reached ? "Reached somebody" : "Nobody reached"}</Tag>
              </p>
              {one.line ? <p className={styles.voice}>{one.line}</p> : null}
              <p className={styles.quiet}>{one.by}</p>
              {one.mayTakeBack ? <TakeBack about="take-back-try" field="tryId" id={one.id} what={`${ways[one.how]}, ${one.line || one.by}`} refused={refused} /> : null}
            </li>
          ))}
        </ol>
        <NoteTry refused={refused} />
      </div>
    </Card>
  );
}

function NoteTry({ refused }: { refused: Refused | undefined }) {
  const { field, errors, isBack } = formOf("try", refused);
  const isSending = useSending("try");
  const taken = useTaken("try", isBack);
  const online = useOnline();
  return (
    <Disclosure key={taken} summary="Write down a try" defaultOpen={isBack}>
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="try" />
        <FormStack>
          <ErrorSummary errors={errors} />
          <RadioGroup label="How?" choices={hows} inline {...field("how", "phone")} />
          <RadioGroup label="What came of it?" choices={outcomes} inline {...field("reached", "no")} />
          <TextField label="A line" optional voice="people" hint="Who answered, when to try again. Never a person you support." maxLength={most.line + 100} {...field("line")} />
          <div>
            <Button type="submit" isDisabled={!online} isPending={isSending}>
              Write it down
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
