import { Form, Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormRow, FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useTaken } from "~/shared/live/useTaken";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import { most } from "../words";
import styles from "./organisation.module.css";
import type { OrganisationTies } from "./organisation.server";
import { TakeBack } from "./TakeBack";

type Props = { organisation: { id: string; name: string }; of: OrganisationTies; refused: Refused | undefined };

/** How an organisation is reached, kept with it; and that it is hard to reach, where three tries in a row were in vain. */
export function Reach({ organisation: { id, name }, of: { ways, hard, isOwn }, refused }: Props) {
  return (
    <Card as="section" title="How to reach them">
      <div className={styles.stack} id="reach">
        {hard ? (
          <Banner tone="needs" title="Hard to reach">
            <p>
              {hard.tries} tries since <Time iso={hard.since.toISOString()} format="date" />, and nobody was reached. {isOwn ? "Write down below how you are reached." : <Link to={`/directory/introductions?wanted=${id}`}>Ask somebody who knows them.</Link>}
            </p>
          </Banner>
        ) : null}
        {ways.length === 0 ? <p className={styles.quiet}>Nobody wrote down yet how to reach {name}.</p> : null}
        <ul className={styles.list}>
          {ways.map((way) => (
            <li key={way.id}>
              <p>
                <strong>{way.label}</strong>
              </p>
              <p>
                {way.phone ? <a href={`tel:${way.phone.replaceAll(/[^+\d]/g, "")}`}>{way.phone}</a> : null}
                {way.phone && way.email ? " · " : null}
                {way.email ? <a href={`mailto:${way.email}`}>{way.email}</a> : null}
              </p>
              {way.hours ? <p className={styles.quiet}>{way.hours}</p> : null}
              {way.mayTakeBack ? <TakeBack about="take-back-reach" field="reachId" id={way.id} what={way.label} refused={refused} /> : null}
            </li>
          ))}
        </ul>
        <AddWay refused={refused} />
      </div>
    </Card>
  );
}

function AddWay({ refused }: { refused: Refused | undefined }) {
  const { field, errors, isBack } = formOf("reach", refused);
  const isSending = useSending("reach");
  const taken = useTaken("reach", isBack);
  const online = useOnline();
  return (
    <Disclosure key={taken} summary="Add a way to reach them" defaultOpen={isBack}>
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="reach" />
        <FormStack>
          <ErrorSummary errors={errors} />
          <TextField label="Whom one reaches" hint="The desk, the manager, the kitchen. No private numbers." maxLength={most.label + 40} {...field("label")} />
          <FormRow>
            <TextField label="Telephone" type="tel" optional maxLength={most.phone + 40} {...field("phone")} />
            <TextField label="Email address" type="email" optional maxLength={most.email + 40} {...field("email")} />
          </FormRow>
          <TextField label="When" optional hint="Like “mornings, not Fridays”." maxLength={most.hours + 40} {...field("hours")} />
          <div>
            <Button type="submit" isDisabled={!online} isPending={isSending}>
              Add this way
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
