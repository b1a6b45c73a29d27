import { useState } from "react";
import { useNavigation } from "react-router";

/**
 * Why a form was not taken, until the next one is sent. The router forgets it whenever the page is asked again, and a
 * notice about what somebody else did must not take a sentence from under the eyes of whoever reads it. The form itself
 * may go with what they did: then `StrayErrors`, at the top of its page, says the sentence.
 */
export function useRefused<Refused>(told: Refused | undefined): Refused | undefined {
  const isSending = useNavigation().formMethod === "POST";
  const [before, setBefore] = useState({ refused: told, isSending });
  const refused = told ?? (before.isSending ? undefined : before.refused);
  if (before.refused !== refused || before.isSending !== isSending) setBefore({ refused, isSending });
  return refused;
}
