import { errorCode } from "~/shared/errors";

/** Takes from buckets; answers the sentence to show in a form when one is empty. */
export async function tooMany(take: () => Promise<void>): Promise<string | undefined> {
  try {
    await take();
    return undefined;
  } catch (error) {
    if (errorCode(error) === "too_many" && error instanceof Error) return error.message;
    throw error;
  }
}
