/** Every way in which the product says no. Edges translate the code; compare by code, never by class. */
export const errorCodes = {
  signed_out: { status: 401, close: 4401 },
  ended: { status: 404, close: 4403 },
  not_found: { status: 404, close: 4404 },
  not_allowed: { status: 404, close: 4404 },
  wrong_entry: { status: 422, close: 4400 },
  conflict: { status: 409, close: 4409 },
  too_large: { status: 413, close: 4413 },
  too_many: { status: 429, close: 4429 },
  unavailable: { status: 503, close: 1013 },
} as const;

export type ErrorCode = keyof typeof errorCodes;

/**
 * An expected refusal. `sentence` is for people and says what to do next; `fields` are form fields and their sentences.
 * What one may not see is answered exactly like what does not exist, so `not_allowed` looks like `not_found` outside.
 */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly fields: Record<string, string[]>;
  constructor(code: ErrorCode, sentence?: string, fields: Record<string, string[]> = {}) {
    super(sentence ?? code);
    this.name = "AppError";
    this.code = code;
    this.fields = fields;
  }
}

export function errorCode(error: unknown): ErrorCode | undefined {
  const code = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  return typeof code === "string" && code in errorCodes ? (code as ErrorCode) : undefined;
}

/** What PostgreSQL was asked to say by a migration (`raise exception 'consent_without_end'`), if it was that. */
export function databaseReason(error: unknown): string | undefined {
  if (typeof error !== "object" || error === null || !("code" in error) || error.code !== "P0001") return undefined;
  return "message" in error && typeof error.message === "string" ? error.message : undefined;
}

/** True when row-level security or a missing privilege refused a write. */
export function refusedByDatabase(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "42501";
}

/** True when two transactions waited for each other and PostgreSQL ended this one: a deadlock. */
export function waitedForEachOther(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "40P01";
}

/** True when what was asked holds a zero byte, which no text of ours does: there is nothing of that name. */
export function heldNoText(error: unknown): boolean {
  return typeof error === "object" && error !== null && "code" in error && error.code === "22021";
}

export function notFound(): never {
  throw new AppError("not_found");
}
