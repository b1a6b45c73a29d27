import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { TextField } from "~/kit/TextField";
import { useOnline } from "~/kit/useOnline";
import type { Refused } from "../../../shadowing/offer/answer.server";
import { formOf } from "../../../shadowing/offer/refused";
import { useSending } from "../../../shadowing/offer/useSending";
import { answers, whyNots, type Answer } from "../../words";
import styles from "../events.module.css";
import { ownWords } from "../said";
import type { EventFrame } from "./event-page.server";

type Props = { event: EventFrame; refused: Refused | undefined };

/** Going, maybe, can't: one press each, and why not in one more. */
export function Answering({ event, refused }: Props) {
  const online = useOnline();
  const form = formOf("answer", refused);
  const { own, counts, capacity } = event;
  if (event.state === "cancelled" || event.isOver) return null;
  if (event.state === "finding_date") return <Dates event={event} />;
  const isFull = capacity !== null && counts.going >= capacity && own.answer?.place !== "in";
  return (
    <Card as="section" id="answer" title={own.answer ? ownWords(own.answer) : "Can you come?"} stripe={own.answer?.place === "in" ? "pine" : own.answer ? "heather" : "gorse"}>
      <div className={styles.stack}>
        <ErrorSummary errors={form.errors} />
        {isFull && own.answer?.place !== "waiting" ? <p>It is full. Say “going” and you wait in line; whoever is first gets the next place.</p> : null}
        {own.answer?.says === "cant" && own.answer.whyNot ? <p className={styles.quiet}>You said: {whyNots[own.answer.whyNot].toLowerCase().replace(/^i /, "I ")}. Whoever plans reads it.</p> : null}
        <SayForm says={own.answer?.says} online={online} />
        <WhyNot key={own.answer?.says ?? "none"} own={own.answer} form={form} online={online} />
        {online ? null : <p className={styles.quiet}>You are offline. Answering needs a connection.</p>}
      </div>
    </Card>
  );
}

function Dates({ event }: { event: EventFrame }) {
  return (
    <Card as="section" title="Which dates suit you?" stripe={event.own.hasVoted ? "pine" : "gorse"}>
      <div className={styles.stack}>
        <p>{event.own.hasVoted ? "You have said. You can change it until the date is set." : "The date is set once enough people have said which suit."}</p>
        <div>
          <LinkButton to={`/diary/events/${event.id}/dates`} variant={event.own.hasVoted ? "secondary" : "primary"}>
            {event.own.hasVoted ? "See the dates" : "Say which suit"}
          </LinkButton>
        </div>
      </div>
    </Card>
  );
}

function SayForm({ says, online }: { says: Answer | undefined; online: boolean }) {
  const isSending = useSending("answer");
  return (
    <Form method="post" preventScrollReset>
      <input type="hidden" name="about" value="answer" />
      <input type="hidden" name="intent" value="answer" />
      <div className={styles.inline}>
        {(Object.keys(answers) as Answer[]).map((answer) => (
          <Button key={answer} type="submit" name="says" value={answer} aria-pressed={says === answer} variant={answer === "going" && says !== "going" ? "primary" : "secondary"} isDisabled={!online || isSending}>
            {answers[answer]}
            {says === answer ? " ✓" : ""}
          </Button>
        ))}
      </div>
    </Form>
  );
}

/** Buttons, each of them the whole answer; a line only for those who want to say more. */
function WhyNot({ own, form, online }: { own: EventFrame["own"]["answer"]; form: ReturnType<typeof formOf>; online: boolean }) {
  const isSending = useSending("answer");
  const isOpen = own?.says === "cant" && !own.whyNot;
  return (
    <Disclosure summary={own?.says === "cant" ? "Why not, in one tap" : "I can’t, and why"} defaultOpen={isOpen || (form.isBack && form.errors.length > 0)}>
      <Form method="post" preventScrollReset>
        <input type="hidden" name="about" value="answer" />
        <input type="hidden" name="intent" value="answer" />
        <input type="hidden" name="says" value="cant" />
        <FormStack>
          <TextField label="A line, if you like" optional voice="people" maxLength={260} {...form.field("line", own?.line)} />
          <div className={styles.inline}>
            {Object.entries(whyNots).map(([why, words]) => (
              <Button key={why} type="submit" name="whyNot" value={why} aria-pressed={own?.whyNot === why} isDisabled={!online || isSending}>
                {words}
                {own?.whyNot === why ? " ✓" : ""}
              </Button>
            ))}
          </div>
          <p className={styles.quiet}>Whoever plans reads why, to choose a better time. The others only see that you cannot come.</p>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
