import { data } from "react-router";
import { errorCode, errorCodes, heldNoText, refusedByDatabase } from "./errors";

/**
 * Turns an expected refusal inside a loader or action into the response every refusal gives. What may not be
 * seen and what is not there are answered with the same bytes.
 */
export async function guarded<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const code = refusedByDatabase(error) || heldNoText(error) ? "not_found" : errorCode(error);
    if (!code || code === "signed_out") throw error;
    if (code === "not_found" || code === "not_allowed" || code === "ended") throw data(null, { status: 404 });
    const fields = typeof error === "object" && error !== null && "fields" in error ? error.fields : {};
    const sentence = error instanceof Error ? error.message : "";
    throw data({ sentence, fields }, { status: errorCodes[code].status });
  }
}
