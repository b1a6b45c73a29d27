import { browserSupportsWebAuthn, startAuthentication, startRegistration, WebAuthnError } from "@simplewebauthn/browser";

/** What the server answers to either half of a ceremony. */
type Answer = { problem?: string | undefined; to?: string | undefined };

export function canUsePasskeys(): boolean {
  return browserSupportsWebAuthn();
}

/** Asks for options, lets the browser find a passkey, and sends its answer to the same address. */
export async function passkeyFor(address: string, extra: Record<string, string> = {}): Promise<Answer> {
  return ceremony(async () => {
    const { challengeId, options } = await post(address, { intent: "options" });
    const response = await startAuthentication({ optionsJSON: options });
    return post(address, { intent: "answer", challengeId, response, ...extra });
  });
}

/** The same for making one. */
export async function newPasskey(address: string, name: string): Promise<Answer> {
  return ceremony(async () => {
    const { challengeId, options } = await post(address, { intent: "options" });
    const response = await startRegistration({ optionsJSON: options });
    return post(address, { intent: "answer", challengeId, response, name });
  });
}

async function ceremony(work: () => Promise<Answer>): Promise<Answer> {
  try {
    return await work();
  } catch (error) {
    return { problem: wordsFor(error) };
  }
}

// The two halves have shapes of their own, which the library checks.
async function post(address: string, body: object) {
  const answer = await fetch(address, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const said = await answer.json().catch(() => ({}));
  if (!answer.ok) throw new Refused(typeof said.problem === "string" ? said.problem : "That did not work. Try again in a minute.");
  return said;
}

class Refused extends Error {}

function wordsFor(error: unknown): string {
  if (error instanceof Refused) return error.message;
  if (error instanceof WebAuthnError && error.code === "ERROR_AUTHENTICATOR_PREVIOUSLY_REGISTERED") return "This device has a passkey for you already.";
  if (error instanceof TypeError) return "You seem to be offline. Check the connection and try again.";
  return "No passkey was used. Try again, or choose a code by email.";
}
