import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { Tag } from "~/kit/Tag";
import { TextField } from "~/kit/TextField";
import { Time } from "~/kit/Time";
import styles from "./people.module.css";

type Tenure = { id: string; name: string; cover: boolean; from: string; until: string | undefined; isOver: boolean; why: string | null };

/** Everybody who has sat in the post, newest first. Ending a time takes effect at once. */
export function PostHistory({ tenures, canEnd, canClose }: { tenures: readonly Tenure[]; canEnd: boolean; canClose: boolean }) {
  return (
    <>
      <Card as="section" title="Who has sat here">
        {tenures.length === 0 ? <p>Nobody yet.</p> : null}
        <ul className={styles.list}>
          {tenures.map((one) => (
            <li key={one.id}>
              <p>
                {one.name} {one.isOver ? null : <Tag tone="agreed">Now</Tag>} {one.cover ? <Tag tone="people">Cover</Tag> : null}
              </p>
              <p className={styles.quiet}>
                From <Time iso={one.from} format="date" />
                {one.until ? (
                  <>
                    {" "}
                    until <Time iso={one.until} format="date" />
                  </>
                ) : null}
                {one.why ? `. ${one.why}` : null}
              </p>
              {canEnd && !one.isOver ? <Ending tenureId={one.id} name={one.name} /> : null}
            </li>
          ))}
        </ul>
      </Card>
      {canClose ? (
        <Disclosure summary="Close this post">
          <Form method="post" className={styles.stack}>
            <p>Nobody can be invited to it any more, and whoever sits in it loses what it opened, at once. Its history stays.</p>
            <div>
              <Button type="submit" name="intent" value="close" variant="danger">
                Close this post
              </Button>
            </div>
          </Form>
        </Disclosure>
      ) : null}
    </>
  );
}

function Ending({ tenureId, name }: { tenureId: string; name: string }) {
  return (
    <Disclosure summary={`End ${name}’s time here`}>
      <Form method="post" className={styles.stack}>
        <input type="hidden" name="tenureId" value={tenureId} />
        <p>At once, {name} no longer sees what this post opened. Notes and promises stay with the post.</p>
        <TextField label="Why" hint="Such as “New job”. Colleagues who look after the post see it." name="why" maxLength={500} optional />
        <div>
          <Button type="submit" name="intent" value="end" variant="danger">
            End it now
          </Button>
        </div>
      </Form>
    </Disclosure>
  );
}
