import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { formatTime } from "~/kit/wallTime";
import type { Refused } from "../offer/answer.server";
import { formOf } from "../offer/refused";
import { useSending } from "../offer/useSending";
import { most, parts } from "../words";
import styles from "./find.module.css";
import { firstName, whenWords } from "./when";
import type { DayChoice, Wish } from "./wishes-read.server";

type Props = { wish: Wish; days: readonly DayChoice[]; abilities: { answer: boolean; takeBack: boolean }; refused: Refused | undefined };

/** "On Tue 24 Nov, in the morning", or that any time suits. */
export function wishWords({ on, part }: Pick<Wish, "on" | "part">): string {
  const said = [on ? `On ${formatTime(on, "dayYear")}` : "", part ? (on ? parts[part].toLowerCase() : parts[part]) : ""].filter(Boolean).join(", ");
  return said || "Any day that suits";
}

/** What was asked, and what became of it: an answer, or the way to one. */
export function WishView({ wish, days, abilities, refused }: Props) {
  const waits = !wish.answer && !wish.isOver;
  return (
    <>
      <Card as="section" title="What was asked">
        <div className={styles.stack}>
          <p>{wishWords(wish)}</p>
          {wish.line ? <p className={styles.voice}>{wish.line}</p> : null}
        </div>
      </Card>
      {wish.answer ? <Answered wish={wish} /> : null}
      {wish.isOver ? <Banner tone="plain">This was taken back. Nothing waits.</Banner> : null}
      {waits && abilities.answer ? <Answering wish={wish} days={days} refused={refused} /> : null}
      {waits && abilities.takeBack ? <TakeBack refused={refused} /> : null}
    </>
  );
}

function Answered({ wish }: { wish: Wish }) {
  return (
    <Banner tone={wish.answer === "yes" ? "agreed" : "info"} title={wish.answer === "yes" ? `${wish.answeredBy} said yes` : `${wish.answeredBy} cannot just now`}>
      {wish.answerLine ? <p className={styles.voice}>{wish.answerLine}</p> : null}
      {wish.dayId ? (
        <p>
          <LinkButton to={`/diary/shadow/${wish.dayId}`} variant="primary">
            See the day and book
          </LinkButton>
        </p>
      ) : (
        <p>
          <LinkButton to="/diary/shadow">See other days</LinkButton>
        </p>
      )}
    </Banner>
  );
}

function Answering({ wish, days, refused }: Pick<Props, "wish" | "days" | "refused">) {
  const yes = formOf("yes", refused);
  const no = formOf("no", refused);
  const [saysYes, saysNo] = [useSending("yes"), useSending("no")];
  const offer = new URLSearchParams({ wish: wish.id, ...(wish.on ? { date: wish.on } : {}), ...(wish.part ? { part: wish.part } : {}) });
  return (
    <>
      <Card as="section" title="Say yes">
        <div className={styles.stack}>
          {days.length > 0 ? (
            <Form method="post" noValidate>
              <input type="hidden" name="about" value="yes" />
              <FormStack>
                <ErrorSummary errors={yes.errors} />
                <Select label="With a day you have on offer" placeholder="Choose one" choices={days.map((day) => ({ value: day.id, label: `${whenWords(day)}, ${day.where}` }))} {...yes.field("dayId")} />
                <TextField label="A line to them" optional voice="people" maxLength={most.line + 100} {...yes.field("line")} />
                <div>
                  <Button type="submit" variant="primary" isPending={saysYes}>
                    Yes, with this day
                  </Button>
                </div>
              </FormStack>
            </Form>
          ) : null}
          <div>
            <LinkButton to={`/diary/shadow/offer?${offer}`} variant={days.length > 0 ? "secondary" : "primary"}>
              Offer a new day for it
            </LinkButton>
          </div>
        </div>
      </Card>
      <Card as="section" title="Not just now">
        <Form method="post" noValidate>
          <input type="hidden" name="about" value="no" />
          <FormStack>
            <ErrorSummary errors={no.errors} />
            <TextField label={`A line to ${firstName(wish.by)}`} optional voice="people" hint="When might suit, or who else to ask." maxLength={most.line + 100} {...no.field("line")} />
            <div>
              <Button type="submit" isPending={saysNo}>
                I can’t just now
              </Button>
            </div>
          </FormStack>
        </Form>
      </Card>
    </>
  );
}

function TakeBack({ refused }: { refused: Refused | undefined }) {
  const { errors } = formOf("take-back", refused);
  const isSending = useSending("take-back");
  return (
    <Form method="post" className={styles.stack}>
      <p className={styles.quiet}>Their answer comes to your Today.</p>
      <ErrorSummary errors={errors} />
      <div>
        <Button type="submit" name="about" value="take-back" variant="quiet" isPending={isSending}>
          Take it back
        </Button>
      </div>
    </Form>
  );
}
