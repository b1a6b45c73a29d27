import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { DeviceChoice } from "./DeviceChoice";
import styles from "./people.module.css";

type Shown = { id: string; isThis: boolean; browser: string; device: string; how: string; since: string; lastSeen: string };

/** Where one is signed in. What looks strange can be ended here, or everything at once. */
export function OwnSessions({ sessions, device }: { sessions: readonly Shown[]; device: "mine" | "shared" }) {
  return (
    <>
      <Card as="section" title="This computer">
        <Form method="post" className={styles.stack}>
          <DeviceChoice key={device} defaultValue={device} />
          <div>
            <Button type="submit" name="intent" value="device">
              Save for this computer
            </Button>
          </div>
        </Form>
      </Card>
      <Card
        as="section"
        title="Where you are signed in"
        footer={
          <Form method="post">
            <Button type="submit" name="intent" value="everywhere" variant="danger">
              Sign out everywhere
            </Button>
          </Form>
        }
      >
        <ul className={styles.list}>
          {sessions.map((session) => (
            <li key={session.id} className={styles.apart}>
              <div>
                <p>
                  {session.browser} {session.isThis ? <Tag tone="agreed">This computer, now</Tag> : null}
                </p>
                <p className={styles.quiet}>
                  Signed in <Time iso={session.since} /> {session.how}, {session.device === "mine" ? "only yours" : "shared"}
                  {session.isThis ? null : (
                    <>
                      . Last seen <Time iso={session.lastSeen} />
                    </>
                  )}
                </p>
              </div>
              {session.isThis ? null : (
                <Form method="post">
                  <input type="hidden" name="id" value={session.id} />
                  <Button type="submit" name="intent" value="end" aria-label={`End ${session.browser}`}>
                    End
                  </Button>
                </Form>
              )}
            </li>
          ))}
        </ul>
      </Card>
    </>
  );
}
