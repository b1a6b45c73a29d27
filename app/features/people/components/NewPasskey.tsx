import { useState, type FormEvent } from "react";
import { useRevalidator } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { TextField } from "~/kit/TextField";
import { useHydrated } from "~/kit/useHydrated";
import { browserWords } from "../browser-words";
import { canUsePasskeys, newPasskey } from "./passkey-client";
import styles from "./people.module.css";

/** Makes a passkey on this device, or on a phone or key the browser asks for. */
export function NewPasskey({ onMade }: { onMade?: (() => void) | undefined }) {
  const hydrated = useHydrated();
  const { revalidate } = useRevalidator();
  const [isBusy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<{ problem?: string | undefined; made?: boolean }>({});
  if (!hydrated) return <p className={styles.quiet}>To add one, scripts must be switched on in this browser.</p>;
  if (!canUsePasskeys()) return <p className={styles.quiet}>This browser does not know passkeys. A newer one does.</p>;

  async function make(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const name = String(new FormData(event.currentTarget).get("passkey-name") ?? "");
    setBusy(true);
    const { problem } = await newPasskey("/me/passkeys", name);
    setBusy(false);
    setAnswer(problem ? { problem } : { made: true });
    if (problem) return;
    if (onMade) onMade();
    else await revalidate();
  }

  return (
    <form onSubmit={(event) => void make(event)} className={styles.stack}>
      <div role="status">{answer.made ? <Banner tone="agreed">The passkey is made. Next time, choose “Sign in with a passkey”.</Banner> : null}</div>
      <div role="alert">{answer.problem ? <Banner tone="danger">{answer.problem}</Banner> : null}</div>
      <TextField label="Name of the new passkey" hint="So that you know it again." name="passkey-name" maxLength={80} defaultValue={browserWords(navigator.userAgent)} />
      <div>
        <Button type="submit" isPending={isBusy} pendingLabel="Waiting for your device…">
          Add a passkey
        </Button>
      </div>
    </form>
  );
}
