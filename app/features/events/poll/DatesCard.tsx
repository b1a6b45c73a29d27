import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { useOnline } from "~/kit/useOnline";
import { WhenFields } from "~/kit/WhenFields";
import type { Refused } from "../../shadowing/offer/answer.server";
import { formOf } from "../../shadowing/offer/refused";
import { useSending } from "../../shadowing/offer/useSending";
import type { EventFrame } from "../pages/page/event-page.server";
import styles from "../pages/events.module.css";
import { whenWords } from "../pages/when";
import poll from "./poll.module.css";
import type { DateOption, DatePoll } from "./reads.server";
import { VoteFields } from "./VoteFields";

type Props = { event: EventFrame; dates: DatePoll; refused: Refused | undefined };

/** Which dates suit: everybody says for themselves; whoever plans sets one, or adds another. */
export function DatesCard({ event, dates, refused }: Props) {
  const online = useOnline();
  const isSending = useSending("vote");
  const form = formOf("vote", refused);
  const isOpen = event.state === "finding_date";
  const mayPlan = event.abilities.plan && isOpen;
  return (
    <Card as="section" title={isOpen ? "Which dates suit you?" : "The dates that were asked about"}>
      <div className={styles.stack}>
        <p className={styles.quiet}>
          {saidWords(dates)} All times are those of the United Kingdom.{mayPlan && dates.options.length > 2 ? " Taking a date out takes out what was said about it." : ""}
        </p>
        <ErrorSummary errors={form.errors} />
        <Form method="post" className={styles.stack} preventScrollReset>
          <input type="hidden" name="about" value="vote" />
          <VoteFields
            options={dates.options}
            own={({ own }) => own}
            isDisabled={!isOpen || !online}
            renderCounts={(option) => <Counts option={option} best={bestOf(dates)} />}
            {...(mayPlan ? { renderTools: (option: DateOption) => <Tools option={option} mayRemove={dates.options.length > 2} /> } : {})}
          />
          {isOpen ? (
            <div>
              <Button type="submit" name="intent" value="vote" variant="primary" isPending={isSending} pendingLabel="Saving…" isDisabled={!online}>
                {event.own.hasVoted ? "Change what I said" : "Say which suit"}
              </Button>
            </div>
          ) : null}
          {online ? null : <p className={styles.quiet}>You are offline. Saying which suit needs a connection.</p>}
        </Form>
        {mayPlan ? dates.options.map((option) => <ToolForms key={option.id} option={option} version={event.version} />) : null}
      </div>
    </Card>
  );
}

function Counts({ option, best }: { option: DateOption; best: number }) {
  const of = (says: string) => option.voters.filter((voter) => voter.says === says).map(({ name }) => name);
  const [yes, ifNeedBe, no] = [of("yes"), of("if_need_be"), of("no")];
  if (option.voters.length === 0) return <p className={poll.counts}>Nobody has said yet</p>;
  const can = yes.length + ifNeedBe.length;
  return (
    <>
      <p className={poll.counts}>
        {can === best && best > 0 ? <strong>Suits most: </strong> : null}
        {yes.length} yes, {ifNeedBe.length} if need be, {no.length} no
      </p>
      <Disclosure summary="Who said what">
        <p className={poll.counts}>{[yes.length > 0 && `Yes: ${yes.join(", ")}.`, ifNeedBe.length > 0 && `If need be: ${ifNeedBe.join(", ")}.`, no.length > 0 && `No: ${no.join(", ")}.`].filter(Boolean).join(" ")}</p>
      </Disclosure>
    </>
  );
}

function Tools({ option, mayRemove }: { option: DateOption; mayRemove: boolean }) {
  return (
    <>
      {option.isPast ? (
        <span className={poll.counts}>Has gone by</span>
      ) : (
        <Button type="submit" form={`choose-${option.id}`} aria-label={`Set ${whenWords(option.startsAt, option.endsAt)}`}>
          Set this date
        </Button>
      )}
      {mayRemove ? (
        <Button type="submit" variant="quiet" form={`remove-${option.id}`} aria-label={`Take out ${whenWords(option.startsAt, option.endsAt)}`}>
          Take out
        </Button>
      ) : null}
    </>
  );
}

/** A form cannot stand in another one, so the buttons above name theirs. */
function ToolForms({ option, version }: { option: DateOption; version: number }) {
  return (
    <>
      {["choose", "remove"].map((intent) => (
        <Form key={intent} id={`${intent}-${option.id}`} method="post" hidden>
          <input type="hidden" name="about" value="vote" />
          <input type="hidden" name="intent" value={intent} />
          <input type="hidden" name="optionId" value={option.id} />
          <input type="hidden" name="version" value={version} />
        </Form>
      ))}
    </>
  );
}

/** One date more, for whoever plans. */
export function AddDate({ refused }: { refused: Refused | undefined }) {
  const form = formOf("add-date", refused);
  const isSending = useSending("add-date");
  return (
    <Disclosure summary="Add another date" defaultOpen={form.isBack}>
      <Form method="post" key={form.isBack ? "back" : "new"}>
        <input type="hidden" name="about" value="add-date" />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <WhenFields legend="Another date" date={form.field("date")} from={form.field("from")} until={form.field("until")} />
          <div>
            <Button type="submit" name="intent" value="add" isPending={isSending} pendingLabel="Adding…">
              Add the date
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

const bestOf = ({ options }: DatePoll) => Math.max(0, ...options.map(({ voters }) => voters.filter(({ says }) => says !== "no").length));

function saidWords({ asked, said }: DatePoll): string {
  if (asked === 0) return "Nobody is asked yet.";
  return said === asked ? `All ${asked} have said.` : `${said} of ${asked} have said.`;
}
