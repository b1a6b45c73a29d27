import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button, type ButtonVariant } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "../organisation/organisation.module.css";
import { most, type IntroductionState } from "../words";
import type { IntroductionPage, Turn } from "./reads.server";

type Props = IntroductionPage & { refused: Refused | undefined };

/** What was asked, what was said since, and what one can do now. */
export function IntroductionView({ introduction, turns, abilities, refused }: Props) {
  const { wanted, asker, version, state, tieId } = introduction;
  const acts = actsOf(wanted, asker).filter(({ about }) => abilities[about]);
  const [next, ...others] = acts.toSorted((one, other) => Number(other.variant === "primary") - Number(one.variant === "primary"));
  return (
    <>
      {state === "made" && tieId ? (
        <Banner tone="agreed" title="They are introduced">
          <p>
            A tie of {asker} with {wanted} has begun. Its page says who answers next.
          </p>
          <p>
            <LinkButton to={`/directory/ties/${tieId}`} variant="primary">
              See the tie
            </LinkButton>
          </p>
        </Banner>
      ) : null}
      <Card as="section" title="What was said">
        <ol className={styles.list}>
          {turns.map((turn) => (
            <Said key={turn.number} turn={turn} line={turn.number === 1 ? introduction.line : turn.line} />
          ))}
        </ol>
      </Card>
      {next ? (
        <Card as="section" title={next.title}>
          <Act {...next} version={version} refused={refused} />
        </Card>
      ) : null}
      {others.map((act) => (
        <Disclosure key={act.about} summary={act.title} defaultOpen={refused?.about === act.about}>
          <Act {...act} version={version} refused={refused} />
        </Disclosure>
      ))}
    </>
  );
}

const did: Record<IntroductionState, string> = { asked: "asked", taken: "takes it on", made: "introduced them", declined: "said: not this time", withdrawn: "took it back" };

function Said({ turn: { number, to, by, organisation, at }, line }: { turn: Turn; line: string }) {
  return (
    <li>
      <p>
        {by}, {organisation}, {to === "asked" && number > 1 ? "gave it back" : did[to]} <span className={styles.quiet}><Time iso={at.toISOString()} format="dayAndTime" /></span>
      </p>
      {line ? <p className={styles.voice}>{line}</p> : null}
    </li>
  );
}

type About = keyof IntroductionPage["abilities"];
type ActWords = { about: About; title: string; words: string; label: string; button: string; variant: ButtonVariant };

const actsOf = (wanted: string, asker: string): ActWords[] => [
  { about: "take", title: "Take it on", words: `You know somebody at ${wanted}. You speak to them, then say here that it is done.`, label: `A line to ${asker}`, button: "I will ask them", variant: "primary" },
  { about: "make", title: "Introduce them", words: `You spoke to ${wanted}. A tie is proposed in the name of ${asker}, and they answer.`, label: "A line to both", button: "They are introduced", variant: "primary" },
  { about: "giveBack", title: "Give it back", words: "It did not work out for you. It is open to others again.", label: "A line about why", button: "Give it back", variant: "secondary" },
  { about: "decline", title: "Not this time", words: `${asker} is told, kindly.`, label: "A line about why", button: "Not this time", variant: "secondary" },
  { about: "withdraw", title: "Take it back", words: "You need it no more.", label: "A line about why", button: "Take it back", variant: "quiet" },
];

function Act({ about, words, label, button, variant, version, refused }: ActWords & { version: number; refused: Refused | undefined }) {
  const { field, errors } = formOf(about, refused);
  const isSending = useSending(about);
  const online = useOnline();
  return (
    <Form method="post" noValidate>
      <input type="hidden" name="about" value={about} />
      <input type="hidden" name="version" value={version} />
      <FormStack>
        <ErrorSummary errors={errors} />
        <p>{words}</p>
        <TextField label={label} optional voice="people" maxLength={most.line + 100} {...field("line")} />
        <div>
          <Button type="submit" variant={variant} isDisabled={!online} isPending={isSending}>
            {button}
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
