import { useRef } from "react";
import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { useNotices } from "~/shared/live/useNotices";
import type { Refused } from "../../gaps/group/answer.server";
import { formOf } from "../../gaps/group/refused";
import { useSaving } from "../../gaps/group/useSaving";
import { LiveWords } from "../../writing/LiveWords";
import { EventTurnout } from "../turnout/EventTurnout";
import { Agreed } from "./Agreed";
import { BornFrom } from "./BornFrom";
import { Learned } from "./Learned";
import { readingWords, whoWords } from "./reading";
import styles from "./recap.module.css";
import type { recapPage } from "./recap-page.server";
import { useLength } from "./useLength";

export type RecapShown = Awaited<ReturnType<typeof recapPage>>;
type Props = { shown: RecapShown; refused: Refused | undefined; done: string | undefined };
export type PartProps = { shown: RecapShown; refused: Refused | undefined; online: boolean; done: string | undefined };

/** After an event: the recap, written together; what was agreed, what was learned, who came. */
export function RecapPage({ shown, refused, done }: Props) {
  const { event, words, accountId, turnout, born } = shown;
  const online = useOnline();
  const { notLive } = useNotices([`event:${event.id}`]);
  const box = useRef<HTMLDivElement>(null);
  const length = useLength(box, shown.length);
  const parts = { shown, refused, online, done };
  return (
    <div className={styles.narrow}>
      {notLive ? <StatusStrip tone="info">Not live at the moment. What changes appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read this; sending and saving need a connection.</p>}
      <StrayErrors refused={refused} />
      <BornFrom born={born} />
      <div ref={box} className={styles.stack}>
        <LiveWords {...words} accountId={accountId} title="The recap" placeholder="What was said, in a few lines. What surprised you? What was decided?" about="Everybody in the network can read and write here. Never name a person you support." />
        <p className={styles.quiet}>{readingWords(length)}</p>
      </div>
      <Sending {...parts} />
      <Agreed {...parts} />
      <Learned {...parts} />
      {turnout ? <EventTurnout turnout={turnout} /> : null}
    </div>
  );
}

/** To those who could not come; and what they were sent, as it was. */
function Sending({ shown: { missed, sent, hasBegun, isPlanner, event }, refused, online, done }: PartProps) {
  const { errors } = formOf("send", refused);
  const isSaving = useSaving("send");
  if (sent.length === 0 && !isPlanner) return null;
  const to = missed ? whoWords(missed) : "nobody";
  return (
    <Card as="section" title="For those who could not come" id="sent">
      <div className={styles.stack}>
        <ErrorSummary errors={errors} />
        <div role="status" className={styles.status}>
          {done?.startsWith("Sent") && !refused ? <Banner tone="agreed">{done}</Banner> : null}
        </div>
        {missed ? (
          <Form method="post" preventScrollReset className={`${styles.stack} ${styles.screen}`}>
            <input type="hidden" name="part" value="send" />
            <p>{to === "nobody" ? "Everybody who was asked was there." : `It goes to ${to} who were asked and were not there: in their inbox, and to guests by letter.`}</p>
            <div>
              <Button type="submit" name="intent" value="send" variant={sent.length === 0 ? "primary" : "secondary"} isPending={isSaving} pendingLabel="Sending…" isDisabled={!online}>
                {sent.length === 0 ? "Send it to those who could not come" : "Send it again, as it is now"}
              </Button>
            </div>
            <p className={styles.quiet}>What is sent is what is saved above, word for word. It is kept as it was.</p>
          </Form>
        ) : isPlanner ? (
          <p className={styles.quiet}>{event.state === "cancelled" ? "This event was cancelled." : hasBegun ? "" : "It can be sent once the event has begun."}</p>
        ) : null}
        {sent.map(({ id, text, at, by }) => (
          <Disclosure key={id} summary={<>As {by} sent it, <Time iso={at} /></>}>
            <p className={styles.voice}>{text}</p>
          </Disclosure>
        ))}
      </div>
    </Card>
  );
}
