import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Tag, type Tone } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { formOf } from "../../shadowing/offer/refused";
import type { Refused } from "../../shadowing/offer/typed";
import { useSending } from "../../shadowing/offer/useSending";
import styles from "./decisions.module.css";
import type { DecisionShown } from "./reading.server";
import { most, ownVoices, sides, voices, type Side, type Voice } from "./words";

type Props = { shown: DecisionShown; refused: Refused | undefined; online: boolean };
type Named = DecisionShown["named"][number];

const tones: Record<Voice, Tone> = { consent: "agreed", concern: "danger", aside: "plain" };

/** Who is named and what each says, third sector and statutory side by side. */
export function Voices({ shown, refused, online }: Props) {
  const { named, decision } = shown;
  return (
    <section aria-labelledby="voices" className={styles.stack}>
      <h2 id="voices">{decision.state === "drafting" ? "Who decides it" : "Voices"}</h2>
      <div className={styles.sides}>
        {(Object.keys(sides) as Side[]).map((side) => {
          const there = named.filter((one) => one.side === side);
          return (
            <Card key={side} as="section" level={3} title={sides[side]}>
              {there.length === 0 ? <p className={styles.quiet}>Nobody of this side is named.</p> : null}
              <ul className={styles.list}>
                {there.map((one) => (
                  <li key={one.id} className={styles.answer}>
                    <OneVoice one={one} shown={shown} online={online} />
                  </li>
                ))}
              </ul>
            </Card>
          );
        })}
      </div>
      {decision.state === "asked" ? named.filter(({ isMine }) => isMine).map((one) => <OwnVoice key={one.id} one={one} version={decision.version} refused={refused} online={online} />) : null}
    </section>
  );
}

function OneVoice({ one, shown: { decision, abilities, named }, online }: { one: Named; shown: DecisionShown; online: boolean }) {
  const { said } = one;
  return (
    <>
      <strong>{one.name}</strong>
      {said ? <Tag tone={tones[said.voice]}>{voices[said.voice]}</Tag> : decision.state === "asked" ? <Tag tone="needs">Has not answered</Tag> : null}
      {said?.line ? <p className={styles.voice}>{said.line}</p> : null}
      {said ? (
        <p className={styles.quiet}>
          {said.by}, <Time iso={said.at} format="date" />
        </p>
      ) : null}
      {decision.state === "drafting" && abilities.work && named.length > 2 ? (
        <Form method="post" preventScrollReset>
          <input type="hidden" name="about" value="unname" />
          <input type="hidden" name="organisationId" value={one.id} />
          <Button type="submit" name="intent" value="unname" variant="quiet" isDisabled={!online}>
            Take off<VisuallyHidden> {one.name}</VisuallyHidden>
          </Button>
        </Form>
      ) : null}
    </>
  );
}

function OwnVoice({ one, version, refused, online }: { one: Named; version: number; refused: Refused | undefined; online: boolean }) {
  const about = `voice-${one.id}`;
  const form = formOf(about, refused);
  const fields = <VoiceFields about={about} form={form} one={one} version={version} online={online} />;
  if (!one.said) {
    return (
      <Card as="section" level={3} title={`What does ${one.name} say?`} stripe="gorse">
        {fields}
      </Card>
    );
  }
  return (
    <Disclosure summary={`Say something else for ${one.name}`} defaultOpen={form.isBack}>
      {fields}
    </Disclosure>
  );
}

const choices = Object.entries(ownVoices).map(([value, words]) => ({ value, ...words }));

function VoiceFields({ about, form: { field, errors }, one, version, online }: { about: string; form: ReturnType<typeof formOf>; one: Named; version: number; online: boolean }) {
  const isSending = useSending(about);
  return (
    <Form method="post" noValidate preventScrollReset key={one.said?.at ?? "new"}>
      <input type="hidden" name="about" value={about} />
      <input type="hidden" name="organisationId" value={one.id} />
      <input type="hidden" name="version" value={version} />
      <FormStack>
        <ErrorSummary errors={errors} />
        <RadioGroup label={`The voice of ${one.name}`} choices={choices} {...field("voice", one.said?.voice)} />
        <TextField label="In a line" hint="A concern needs one; with consent it may stay empty." voice="people" maxLength={most.line} {...field("line", one.said?.line)} />
        <div>
          <Button type="submit" name="intent" value="voice" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
            Say so
          </Button>
        </div>
      </FormStack>
    </Form>
  );
}
