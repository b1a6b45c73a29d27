import { useEffect, useRef } from "react";
import { Form, useNavigation } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { CopyButton } from "~/kit/CopyButton";
import { Time } from "~/kit/Time";
import styles from "./calendar.module.css";
import type { Feed } from "./feeds.server";
import type { FeedKind } from "./kinds";
import { feedWords } from "./words";

export interface FeedCardProps {
  kind: FeedKind;
  feed: Feed | undefined;
  /** The whole address, on the page that has just made it. */
  address: string | undefined;
}

/** One calendar: made, made anew, stopped; and its address, once. */
export function FeedCard({ kind, feed, address }: FeedCardProps) {
  const navigation = useNavigation();
  const sending = navigation.state !== "idle" && navigation.formData?.get("kind") === kind ? navigation.formData.get("intent") : undefined;
  const { title, what } = feedWords[kind];
  return (
    <Card as="section" title={title}>
      <div className={styles.stack}>
        <p>{what}</p>
        {address ? <NewAddress key={address} address={address} of={title} /> : null}
        <p className={styles.quiet}>{feed ? <Since feed={feed} /> : "No program follows it."}</p>
        <Form method="post" className={styles.row}>
          <input type="hidden" name="kind" value={kind} />
          <Button type="submit" name="intent" value="make" variant={feed ? "secondary" : "primary"} isPending={sending === "make"} aria-label={feed ? `Make a new address: ${title}` : `Make an address: ${title}`}>
            {feed ? "Make a new address" : "Make an address"}
          </Button>
          {feed ? (
            <Button type="submit" name="intent" value="stop" isPending={sending === "stop"} aria-label={`Stop it: ${title}`}>
              Stop it
            </Button>
          ) : null}
        </Form>
        {feed ? <p className={styles.quiet}>A new address stops the one before. So does Stop it, and leaving the network.</p> : null}
      </div>
    </Card>
  );
}

function Since({ feed: { madeAt, lastReadAt } }: { feed: Feed }) {
  return (
    <>
      Made <Time iso={madeAt} />.{" "}
      {lastReadAt ? (
        <>
          Last read <Time iso={lastReadAt} />.
        </>
      ) : (
        "No program has read it yet."
      )}
    </>
  );
}

/** Shown by the page that made it and by no other: only its fingerprint is kept. */
function NewAddress({ address, of }: { address: string; of: string }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <Banner tone="needs" title="Copy this address now. It is shown this once.">
      <div className={`${styles.stack} ${styles.made}`}>
        <input ref={field} className={styles.address} readOnly value={address} aria-label={`Address of ${of}`} onFocus={(event) => event.currentTarget.select()} />
        <div className={styles.row}>
          <CopyButton text={address} said="Address copied.">
            Copy the address
          </CopyButton>
          <a href={address.replace(/^https?:/, "webcal:")}>Open it in this device’s calendar</a>
        </div>
      </div>
    </Banner>
  );
}
