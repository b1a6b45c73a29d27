import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { Tag } from "~/kit/Tag";
import { formatTime } from "~/kit/wallTime";
import { useTaken } from "~/shared/live/useTaken";
import { repeats, type RepeatEvery } from "../words";
import type { Refused } from "./answer.server";
import { HostedDayRow } from "./HostedDayRow";
import type { HostedOffer } from "./mine.server";
import styles from "./mine.module.css";
import { OfferWordsFields } from "./OfferWordsFields";
import { formOf } from "./refused";
import { TimesFields } from "./TimesFields";
import { useSending } from "./useSending";

/** Shown at once; the others are there for those who ask. */
const shown = 6;

type Props = { offer: HostedOffer; areas: readonly { id: string; name: string }[]; refused: Refused | undefined };

/** One offer: its words, each day with who comes, and the ways to change it. */
export function HostedOfferCard({ offer, areas, refused }: Props) {
  const { days, said } = offer;
  const [next, later] = [days.slice(0, shown), days.slice(shown)];
  return (
    <Card as="section" title={titleOf(offer)}>
      <div className={styles.stack}>
        <p className={styles.voice}>{said.expect}</p>
        {offer.handoverTo ? (
          <p>
            <Tag tone="people">Handover to {offer.handoverTo}</Tag>
          </p>
        ) : null}
        <ul className={styles.days}>
          {next.map((day) => (
            <HostedDayRow key={day.id} day={day} refused={refused} />
          ))}
        </ul>
        {later.length > 0 ? (
          <Disclosure summary={`${later.length} more ${later.length === 1 ? "day" : "days"}`} defaultOpen={later.some(({ id }) => refused?.about.endsWith(id))}>
            <ul className={styles.days}>
              {later.map((day) => (
                <HostedDayRow key={day.id} day={day} refused={refused} />
              ))}
            </ul>
          </Disclosure>
        ) : null}
        <div className={styles.ways}>
          <AddDay offer={offer} refused={refused} />
          <Reword offer={offer} areas={areas} refused={refused} />
        </div>
      </div>
    </Card>
  );
}

/** "Every week until 24 Mar 2027 · The hub, blue door" */
function titleOf({ repeat, said, isOwn, host, days }: HostedOffer): string {
  const first = days[0] ? formatTime(days[0].startsAt, "longDate") : "";
  const when = repeat ? `${repeats[repeat.every as RepeatEvery]} until ${formatTime(repeat.until, "date")}` : first;
  return [isOwn ? "" : host, when, said.where].filter(Boolean).join(" · ");
}

function AddDay({ offer, refused }: Pick<Props, "offer" | "refused">) {
  const about = `add-${offer.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  const taken = useTaken(about, form.isBack);
  const last = offer.days.at(-1);
  if (!last) return null;
  return (
    <Disclosure key={taken} summary="Add a day" defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="about" value={about} />
        <input type="hidden" name="intent" value="add" />
        <input type="hidden" name="dayId" value={last.id} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <TimesFields form={form} now={{ date: "", from: last.from, until: last.until, places: String(last.places) }} />
          <div>
            <Button type="submit" isPending={isSending} pendingLabel="Adding…">
              Add this day
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}

function Reword({ offer, areas, refused }: Props) {
  const about = `reword-${offer.id}`;
  const form = formOf(about, refused);
  const isSending = useSending(about);
  return (
    <Disclosure summary="Put it in other words" defaultOpen={form.isBack}>
      <Form method="post" noValidate preventScrollReset>
        <input type="hidden" name="about" value={about} />
        <input type="hidden" name="intent" value="reword" />
        <input type="hidden" name="dayId" value={offer.days[0]?.id} />
        <FormStack>
          <ErrorSummary errors={form.errors} />
          <OfferWordsFields form={form} areas={areas} now={offer.said} />
          <div>
            <Button type="submit" isPending={isSending}>
              {offer.days.length > 1 ? "Save, for all its days" : "Save"}
            </Button>
          </div>
        </FormStack>
      </Form>
    </Disclosure>
  );
}
