import { data } from "react-router";
import { sendCode, shownCode, tryCode } from "~/features/people/codes.server";
import { refusedInWords } from "~/features/people/passkey-answer.server";
import { behindCover, uncoverSession } from "~/features/people/sessions.server";
import { codesAreShown } from "~/features/people/sign-in.server";
import { AppError } from "~/shared/errors";
import { servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/covered.code";

const wrong = "That is not the code. Check the newest email and try again.";
const spent = "That was not the code. We have sent a new one; use that.";

/** Takes the cover off with a code sent to the account's own address. */
export async function action({ context, request }: Route.ActionArgs) {
  const services = servicesOf(context);
  const { db, limit } = services;
  return refusedInWords(async () => {
    const actor = behindCover(context);
    const shown = async () => ((await codesAreShown(services)) ? await shownCode(db, actor.email) : undefined);
    const send = async () => {
      await limit("code", actor.email);
      await sendCode(db, actor.email);
      return shown();
    };
    const body: unknown = await request.json().catch(() => undefined);
    const code = typeof body === "object" && body !== null && "code" in body && typeof body.code === "string" ? body.code : undefined;
    if (code === undefined) return data({ code: await send() });
    await limit("sign_in", `cover ${actor.accountId}`);
    const outcome = await tryCode(db, actor.email, code.slice(0, 40));
    if ("refused" in outcome) {
      if (outcome.refused === "wrong") throw new AppError("wrong_entry", wrong);
      return data({ problem: spent, code: await send() }, { status: 422 });
    }
    if (outcome.accountId !== actor.accountId) throw new AppError("wrong_entry", wrong);
    await uncoverSession(db, actor);
    return data({});
  });
}
