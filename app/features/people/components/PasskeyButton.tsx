import { useState } from "react";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { useHydrated } from "~/kit/useHydrated";
import { WithScripts } from "~/kit/WithScripts";
import { canUsePasskeys, passkeyFor } from "./passkey-client";

/** Stands where the browser knows passkeys, its room kept until that is known. Reads the device choice of the form it stands in. */
export function PasskeyButton({ formId }: { formId: string }) {
  const hydrated = useHydrated();
  const [state, setState] = useState<"ready" | "asking">("ready");
  const [problem, setProblem] = useState<string>();
  if (hydrated && !canUsePasskeys()) return null;

  async function signIn() {
    setState("asking");
    setProblem(undefined);
    const form = document.getElementById(formId);
    const fields = new FormData(form instanceof HTMLFormElement ? form : undefined);
    const answer = await passkeyFor("/sign-in/passkey", { device: String(fields.get("device")), then: String(fields.get("then")) });
    if (answer.to) return location.assign(answer.to);
    setProblem(answer.problem);
    setState("ready");
  }

  return (
    <WithScripts>
      <div>
        <Button variant="primary" onPress={() => void signIn()} isPending={state === "asking"} pendingLabel="Waiting for your passkey…">
          Sign in with a passkey
        </Button>
        <div role="alert">{problem ? <Banner tone="danger">{problem}</Banner> : null}</div>
      </div>
    </WithScripts>
  );
}
