import { useEffect, useState, type FormEvent } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { classes } from "~/kit/classes";
import { CodeField, ShownCode } from "./CodeField";
import { canUsePasskeys, passkeyFor } from "./passkey-client";
import styles from "./people.module.css";

/** `isCovered` tells a page that was covered here from one that only waits in the browser's memory; the server is told of the first. */
type Props = { hasPasskey: boolean; isCovered: () => boolean; onOpen: () => void };

/**
 * Takes the cover off for whoever put it there: their passkey, or a code sent to their address. The server keeps
 * the cover too, so neither a reload nor another tab is a way round it.
 */
export function Uncover({ hasPasskey, isCovered, onOpen }: Props) {
  const [state, setState] = useState<"ready" | "busy" | "sent">("ready");
  const [shown, setShown] = useState<string>();
  const [problem, setProblem] = useState<string>();

  useEffect(() => {
    if (isCovered()) void fetch("/covered", { method: "POST", keepalive: true }).catch(() => {});
  }, [isCovered]);

  async function withPasskey() {
    setState("busy");
    const answer = await passkeyFor("/covered/passkey");
    if (!answer.problem) return onOpen();
    setProblem(answer.problem);
    setState("ready");
  }

  async function send() {
    setState("busy");
    const answer = await ask({ intent: "send" });
    setProblem(answer.problem);
    setShown(answer.code);
    setState(answer.problem ? "ready" : "sent");
  }

  async function withCode(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const answer = await ask({ intent: "answer", code: String(new FormData(event.currentTarget).get("code") ?? "") });
    if (!answer.problem) return onOpen();
    setProblem(answer.problem);
    if (answer.code) setShown(answer.code);
  }

  return (
    <div className={classes(styles.stack, styles.uncover)}>
      <div role="alert">{problem ? <Banner tone="danger">{problem}</Banner> : null}</div>
      {state === "sent" ? (
        <form onSubmit={(event) => void withCode(event)} className={styles.stack}>
          <ShownCode code={shown} />
          <CodeField field={{ id: "cover-code", name: "code" }} />
          <div>
            <Button type="submit" variant="primary">
              Carry on
            </Button>
          </div>
        </form>
      ) : (
        <div className={styles.row}>
          {hasPasskey && canUsePasskeys() ? (
            <Button variant="primary" onPress={() => void withPasskey()} isPending={state === "busy"} pendingLabel="One moment…">
              Carry on with your passkey
            </Button>
          ) : null}
          <Button variant={hasPasskey ? "secondary" : "primary"} onPress={() => void send()} isPending={state === "busy"} pendingLabel="One moment…">
            Carry on with an emailed code
          </Button>
        </div>
      )}
    </div>
  );
}

async function ask(body: Record<string, string>): Promise<{ problem?: string; code?: string }> {
  const answer = await fetch("/covered/code", { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }).catch(() => undefined);
  if (!answer) return { problem: "You seem to be offline. Check the connection and try again." };
  if (answer.status === 401) location.assign("/sign-in");
  return answer.json().catch(() => ({ problem: "That did not work. Try again in a minute." }));
}
