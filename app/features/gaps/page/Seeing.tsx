import { Avatar } from "~/kit/Avatar";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { RadioGroup } from "~/kit/RadioGroup";
import { FormStack } from "~/kit/FormRow";
import { Button } from "~/kit/Button";
import { TextField } from "~/kit/TextField";
import { fromConform } from "~/kit/field";
import { bands } from "../words";
import { ActForm, ActSaid, useActForm } from "./ActForm";
import { seenBy } from "./GapHead";
import type { GapFrame } from "./gap-page.server";
import type { Seeing as Organisation } from "./overview.server";
import styles from "./page.module.css";
import { useAct } from "./useAct";

const shownFirst = 4;

/** Who sees it: organisations, and their colleagues with what each knows of. Never how many people are supported. */
export function Seeing({ seeing, gap }: { seeing: readonly Organisation[]; gap: GapFrame }) {
  const rest = seeing.slice(shownFirst);
  return (
    <Card as="section" title="Who sees it" aria-label="Who sees it">
      {seeing.length === 0 ? <p className={styles.quiet}>Nobody stands beside it now. If you see it too, say so above.</p> : <p className={styles.quiet}>{seenBy(gap)}</p>}
      <Organisations list={seeing.slice(0, shownFirst)} />
      {rest.length > 0 ? (
        <Disclosure summary={rest.length === 1 ? "And one more organisation" : `And ${rest.length} more organisations`}>
          <Organisations list={rest} />
        </Disclosure>
      ) : null}
      <OwnLine own={gap.own} />
    </Card>
  );
}

function Organisations({ list }: { list: readonly Organisation[] }) {
  return (
    <ul className={styles.rows}>
      {list.map(({ organisationId, organisation, people }) => (
        <li key={organisationId}>
          <h3 className={styles.who}>
            <Avatar name={organisation} kind="organisation" decorative />
            {organisation}
          </h3>
          <ul className={styles.plain}>
            {people.map(({ accountId, name, band, line }) => (
              <li key={accountId}>
                {name}
                {band ? <span className={styles.quiet}> knows of {bands[band]}</span> : null}
                {line ? <p className={styles.voice}>{line}</p> : null}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

/** One's own line and band, said with the joining or later. */
function OwnLine({ own }: { own: GapFrame["own"] }) {
  const act = useAct("see", "own-line");
  const { fields, problems, sent } = useActForm<{ band: string; line: string }>(act, { band: own?.band ?? "", line: own?.line ?? "" });
  return (
    <div className={styles.adding}>
      <Disclosure summary={own ? "Change what you said" : "Say more than “I see this too”"} defaultOpen={act.answer?.reply !== undefined}>
        <ActForm {...sent}>
          <FormStack>
            {problems}
            <RadioGroup label="How many do you know of?" optional inline choices={Object.entries(bands).map(([value, label]) => ({ value, label }))} {...fromConform(fields.band)} required={false} />
            <TextField label="A line" optional hint="What you see. Never name a person you support." voice="people" maxLength={200} {...fromConform(fields.line)} />
            <div>
              <Button type="submit" isPending={act.isPending}>
                Save
              </Button>
            </div>
          </FormStack>
        </ActForm>
      </Disclosure>
      <ActSaid act={act} />
    </div>
  );
}
