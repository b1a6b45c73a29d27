import { Form, useFetcher } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { FormStack } from "~/kit/FormRow";
import { Select } from "~/kit/Select";
import { Tag } from "~/kit/Tag";
import styles from "./parts.module.css";

type Holder = { postId: string; postTitle: string; organisation: string; part: "lead" | "supporting"; name: string | null };

export type HoldersCardProps = { clientId: string; holders: readonly Holder[]; possible: readonly { postId: string; words: string }[]; mayChange: boolean; myPosts: readonly string[] };

/** Who holds the case, and the lead; colleagues are added and let go here. */
export function HoldersCard({ clientId, holders, possible, mayChange, myPosts }: HoldersCardProps) {
  const action = `/people/${clientId}/case-holders`;
  return (
    <Card as="section" title="Who supports them">
      <ul className={styles.rows}>
        {holders.map((holder) => (
          <li key={holder.postId}>
            <div className={styles.grow}>
              <p>
                {holder.name ?? "Nobody today"} {holder.part === "lead" ? <Tag tone="people">Lead</Tag> : null}
              </p>
              <p className={styles.quiet}>
                {holder.postTitle}, {holder.organisation}
              </p>
            </div>
            {mayChange && holder.part !== "lead" ? <Let holder={holder} action={action} mine={myPosts.includes(holder.postId)} /> : null}
          </li>
        ))}
      </ul>
      {mayChange && possible.length > 0 ? (
        <Disclosure summary="Add a colleague">
          <Form method="post" action={action} key={holders.length}>
            <FormStack>
              <Select label="Colleague" name="post" placeholder="Choose one" required choices={possible.map((one) => ({ value: one.postId, label: one.words }))} hint="They can then read and write everything you can." />
              <div>
                <Button type="submit" name="intent" value="add">Add</Button>
              </div>
            </FormStack>
          </Form>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function Let({ holder, action, mine }: { holder: Holder; action: string; mine: boolean }) {
  const fetcher = useFetcher<unknown>();
  const who = holder.name ?? holder.postTitle;
  return (
    <fetcher.Form method="post" action={action} className={styles.inline}>
      <input type="hidden" name="post" value={holder.postId} />
      <Button type="submit" variant="quiet" name="intent" value="lead" aria-label={`Make ${who} the lead`}>Make lead</Button>
      {mine ? null : (
        <Button type="submit" variant="quiet" name="intent" value="end" aria-label={`Take ${who} off`}>Take off</Button>
      )}
    </fetcher.Form>
  );
}
