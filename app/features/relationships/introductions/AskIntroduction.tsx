import { useState } from "react";
import { Form, Link } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import { NameWarning } from "../../gaps/board/NameWarning";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import { FindOrganisation, type Found } from "../map/FindOrganisation";
import { KnowersList } from "../organisation/Knowers";
import styles from "../organisation/organisation.module.css";
import type { Knower } from "../reach/reading.server";
import { most } from "../words";

export type Wanted = { id: string; name: string; knowers: Knower[] };

/** Asking for a word with somebody one does not know: first whom, then why. */
export function AskIntroduction({ wanted, words, found, refused }: { wanted: Wanted | undefined; words: string; found: readonly Found[]; refused: Refused | undefined }) {
  return (
    <Card as="section" title={wanted ? `Ask to meet ${wanted.name}` : "Ask for an introduction"}>
      <div className={styles.stack}>
        {wanted ? (
          <>
            <Asking wanted={wanted} refused={refused} />
            <p>
              <Link to="/directory/introductions">Somebody else</Link>
            </p>
          </>
        ) : (
          <>
            <p>Somebody in the network may know them. They ask, and a tie is proposed in your name.</p>
            <FindOrganisation label="Whom would you like to meet?" words={words} found={found} to={(id) => `/directory/introductions?wanted=${id}`} />
          </>
        )}
      </div>
    </Card>
  );
}

function Asking({ wanted: { id, name, knowers }, refused }: { wanted: Wanted; refused: Refused | undefined }) {
  const { field, errors } = formOf("ask", refused);
  const isSending = useSending("ask");
  const online = useOnline();
  const [line, setLine] = useState(field("line").defaultValue);
  return (
    <>
      {knowers.length > 0 ? (
        <>
          <p>These know them. Whoever holds a tie is asked.</p>
          <KnowersList knowers={knowers} />
        </>
      ) : (
        <p>Nobody here is known to know them, so a facilitator is asked.</p>
      )}
      <Form method="post" noValidate>
        <input type="hidden" name="about" value="ask" />
        <input type="hidden" name="wantedId" value={id} />
        <FormStack>
          <ErrorSummary errors={errors} />
          <div>
            <TextField multiline rows={3} voice="people" optional label="What about?" hint="What you hope for. Never a person you support." maxLength={most.line + 100} {...field("line")} onChange={(event) => setLine(event.currentTarget.value)} />
            <NameWarning words={line} known={[name]} then="Say what you hope for, not who for." />
          </div>
          <div>
            <Button type="submit" variant="primary" isDisabled={!online} isPending={isSending} pendingLabel="Asking…">
              Ask for an introduction
            </Button>
          </div>
        </FormStack>
      </Form>
    </>
  );
}
