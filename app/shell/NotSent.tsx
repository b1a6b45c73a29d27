import { useSyncExternalStore } from "react";
import { useLocation } from "react-router";
import { Button } from "~/kit/Button";
import { notSent } from "~/shared/live/not-sent";
import styles from "./NotSent.module.css";

/** Says that nobody answered a form, in sight wherever on the page it stands, until the next one is sent or the page is left. */
export function NotSent() {
  const at = useSyncExternalStore(notSent.subscribe, notSent.at, () => undefined);
  const { pathname } = useLocation();
  return (
    <div role="alert" className={styles.place}>
      {at === pathname ? (
        <div className={styles.words}>
          <p>No answer came, so this may not be saved. What you typed is still here: check the connection, then try again.</p>
          <Button variant="quiet" onPress={() => notSent.say(undefined)}>
            Close
          </Button>
        </div>
      ) : null}
    </div>
  );
}
