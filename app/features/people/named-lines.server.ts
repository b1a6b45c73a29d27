import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { AppError, errorCode } from "~/shared/errors";
import { organisationNamed } from "./directory-read.server";

type Typed = { employedBy?: string | undefined; hostedBy?: string | undefined };

/** Organisations typed by name, as ids. @throws wrong_entry at the field whose name is not (or not once) in the directory */
export async function namedLines(trx: Database, actor: Actor, typed: Typed): Promise<Typed> {
  return {
    employedBy: typed.employedBy && (await idOf(trx, actor, "employedBy", typed.employedBy)),
    hostedBy: typed.hostedBy && (await idOf(trx, actor, "hostedBy", typed.hostedBy)),
  };
}

export async function idOf(trx: Database, actor: Actor, field: string, name: string): Promise<string> {
  return organisationNamed(trx, actor, name.trim()).catch((error: unknown) => {
    if (errorCode(error) !== "not_found") throw error;
    const sentence = "We do not find exactly one organisation of that name. Copy the name from the directory.";
    throw new AppError("wrong_entry", sentence, { [field]: [sentence] });
  });
}
