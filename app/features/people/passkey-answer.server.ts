import type { AuthenticationResponseJSON, RegistrationResponseJSON } from "@simplewebauthn/server";
import { data } from "react-router";
import { z } from "zod";
import { AppError, errorCode, errorCodes } from "~/shared/errors";

/** What the browser's half sends. The library checks what is inside `response`; here only its outer shape. */
const response = z.looseObject({
  id: z.string().max(1_500),
  rawId: z.string().max(1_500),
  type: z.string(),
  response: z.looseObject({ clientDataJSON: z.string().max(20_000) }),
  clientExtensionResults: z.looseObject({}).default({}),
});
const body = z.discriminatedUnion("intent", [
  z.object({ intent: z.literal("options") }),
  z.object({ intent: z.literal("answer"), challengeId: z.uuid(), response, name: z.string().max(80).default(""), device: z.string().optional(), then: z.string().optional() }),
]);

type Body = { intent: "options" } | { intent: "answer"; challengeId: string; response: AuthenticationResponseJSON & RegistrationResponseJSON; name: string; device?: string; then?: string };

/** @throws wrong_entry */
export async function passkeyAnswer(request: Request): Promise<Body> {
  if (Number(request.headers.get("content-length") ?? Number.POSITIVE_INFINITY) > 100_000) throw new AppError("wrong_entry", "That did not work. Try again.");
  const read = body.safeParse(await request.json().catch(() => undefined));
  if (!read.success) throw new AppError("wrong_entry", "That did not work. Try again.");
  return read.data as Body;
}

/** Answers a refusal as a sentence for the script that asked. */
export async function refusedInWords<T>(work: () => Promise<T>) {
  try {
    return await work();
  } catch (error) {
    const code = errorCode(error);
    if (!code || !(error instanceof Error)) throw error;
    return data({ problem: error.message }, { status: errorCodes[code].status });
  }
}
