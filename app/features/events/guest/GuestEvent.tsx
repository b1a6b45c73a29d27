import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { SummaryList } from "~/kit/SummaryList";
import { TextField } from "~/kit/TextField";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import type { GuestPage } from "../guests.server";
import styles from "../pages/events.module.css";
import { goingWords, ownWords } from "../pages/said";
import { betweenWords, longDay } from "../pages/when";
import poll from "../poll/poll.module.css";
import { VoteFields } from "../poll/VoteFields";
import { answers, whyNots, type Answer } from "../words";

type Props = { page: GuestPage; refused: Refused | undefined };

/** An event as somebody without an account reads it, behind a link of their own. */
export function GuestEvent({ page, refused }: Props) {
  const isOpen = page.state !== "cancelled" && !page.over && !page.left;
  return (
    <div className={styles.narrow}>
      <Facts page={page} />
      {isOpen && page.state === "finding_date" ? <Dates page={page} refused={refused} /> : null}
      {isOpen && page.state === "set" ? <Answering page={page} refused={refused} /> : null}
      {isOpen ? <Leaving /> : null}
    </div>
  );
}

function Facts({ page }: { page: GuestPage }) {
  const rows = [
    { key: "when", label: "When", value: page.startsAt && page.endsAt ? `${longDay(page.startsAt)}, ${betweenWords(page.startsAt, page.endsAt)} (UK time)` : "The date is still being found" },
    ...(page.place ? [{ key: "where", label: "Where", value: page.place }] : []),
    ...(page.access ? [{ key: "access", label: "Getting in", value: page.access }] : []),
    { key: "by", label: "Planned by", value: `${page.by}, ${page.organisation}` },
    ...(page.state === "set" ? [{ key: "going", label: "Who comes", value: goingWords(page) }] : []),
  ];
  return (
    <Card as="section" title="What it is">
      <div className={styles.stack}>
        {page.purpose ? <p className={styles.voice}>{page.purpose}</p> : null}
        <SummaryList rows={rows} />
      </div>
    </Card>
  );
}

function Dates({ page, refused }: Props) {
  const form = formOf("vote", refused);
  const isSending = useSending("vote");
  const hasSaid = page.options.some(({ says }) => says !== null);
  return (
    <Card as="section" title="Which dates suit you?" stripe={hasSaid ? "pine" : "gorse"}>
      <Form method="post" className={styles.stack} preventScrollReset>
        <input type="hidden" name="about" value="vote" />
        <p className={styles.quiet}>All times are those of the United Kingdom.</p>
        <ErrorSummary errors={form.errors} />
        <VoteFields
          options={page.options}
          own={({ says }) => says}
          isDisabled={false}
          renderCounts={({ yes }) => <p className={poll.counts}>{yes === 0 ? "Nobody has said yet" : yes === 1 ? "Suits 1 person" : `Suits ${yes} people`}</p>}
        />
        <div>
          <Button type="submit" name="intent" value="vote" variant="primary" isPending={isSending} pendingLabel="Saving…">
            {hasSaid ? "Change what I said" : "Say which suit"}
          </Button>
        </div>
      </Form>
    </Card>
  );
}

function Answering({ page, refused }: Props) {
  const form = formOf("answer", refused);
  const isSending = useSending("answer");
  const { answer } = page;
  const own = answer ? { says: answer.says as Answer, place: answer.place, waitingNumber: answer.waitingNumber } : undefined;
  const isFull = page.capacity !== null && page.going >= page.capacity && answer?.place !== "in";
  return (
    <Card as="section" title={own ? ownWords(own) : "Can you come?"} stripe={answer?.place === "in" ? "pine" : own ? "heather" : "gorse"}>
      <div className={styles.stack}>
        <ErrorSummary errors={form.errors} />
        {isFull && answer?.place !== "waiting" ? <p>It is full. Say “going” and you wait in line; whoever is first gets the next place.</p> : null}
        <Form method="post" preventScrollReset>
          <input type="hidden" name="about" value="answer" />
          <input type="hidden" name="intent" value="answer" />
          <div className={styles.inline}>
            {(Object.keys(answers) as Answer[]).map((says) => (
              <Button key={says} type="submit" name="says" value={says} aria-pressed={own?.says === says} variant={says === "going" && own?.says !== "going" ? "primary" : "secondary"} isDisabled={isSending}>
                {answers[says]}
                {own?.says === says ? " ✓" : ""}
              </Button>
            ))}
          </div>
        </Form>
        <Disclosure summary={own?.says === "cant" ? "Why not, in one tap" : "I can’t, and why"} defaultOpen={(own?.says === "cant" && !answer?.whyNot) || (form.isBack && form.errors.length > 0)}>
          <Form method="post" preventScrollReset>
            <input type="hidden" name="about" value="answer" />
            <input type="hidden" name="intent" value="answer" />
            <input type="hidden" name="says" value="cant" />
            <FormStack>
              <TextField label="A line, if you like" optional voice="people" maxLength={260} {...form.field("line", answer?.line)} />
              <div className={styles.inline}>
                {Object.entries(whyNots).map(([why, words]) => (
                  <Button key={why} type="submit" name="whyNot" value={why} aria-pressed={answer?.whyNot === why} isDisabled={isSending}>
                    {words}
                    {answer?.whyNot === why ? " ✓" : ""}
                  </Button>
                ))}
              </div>
              <p className={styles.quiet}>Whoever plans reads why, to choose a better time.</p>
            </FormStack>
          </Form>
        </Disclosure>
      </div>
    </Card>
  );
}

function Leaving() {
  return (
    <Disclosure summary="Take me off this list">
      <Form method="post" className={styles.stack}>
        <p>You get no more letters about this event, and your address is taken out at once. Only whoever invited you can add you again.</p>
        <div>
          <Button type="submit" name="intent" value="leave">
            Take me off
          </Button>
        </div>
      </Form>
    </Disclosure>
  );
}
