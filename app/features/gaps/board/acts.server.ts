import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { errorCode } from "~/shared/errors";
import { findGap, wrong } from "../access.server";
import { cardsByIds, type GapCard } from "../cards.server";
import { meetGap, moveGap, seeThisToo, stepBack, takeBackSeeing, takeDownGap, takeRole } from "../commands.server";
import { intents, type ActAnswer, type Intent } from "./acts";

/** Does what a form says to a gap. A lost race and a wrong entry are answers, with the card as it is now. @throws not_found, not_allowed */
export async function actOnGap(db: Database, actor: Actor, gapId: string, form: FormData): Promise<{ status: number; answer: ActAnswer }> {
  try {
    const card = await withActor(db, actor, async (trx) => {
      await findGap(trx, actor, gapId);
      await verbOf(form)(trx, actor, gapId, fieldsOf(form));
      return cardOf(trx, actor, gapId);
    });
    return { status: 200, answer: { ok: true, ...(card ? { card } : {}) } };
  } catch (error) {
    const code = errorCode(error);
    if (code !== "conflict" && code !== "wrong_entry") throw error;
    const card = await withActor(db, actor, (trx) => cardOf(trx, actor, gapId));
    const fields = error instanceof Error && "fields" in error ? (error.fields as Record<string, string[]>) : {};
    return { status: code === "conflict" ? 409 : 422, answer: { ok: false, ...(card ? { card } : {}), sentence: error instanceof Error ? error.message : "", fields } };
  }
}

type Fields = (name: string) => string | undefined;
type Verb = (trx: Database, actor: Actor, gapId: string, field: Fields) => Promise<unknown>;

const verbs: Record<Intent, Verb> = {
  join: (trx, actor, gapId, field) => seeThisToo(trx, actor, gapId, { ...given("band", field), ...given("line", field) }),
  "take-back": (trx, actor, gapId) => takeBackSeeing(trx, actor, gapId),
  move: (trx, actor, gapId, field) => moveGap(trx, actor, gapId, { to: field("to") ?? "", version: versionIn(field), line: field("line"), undo: field("undo") === "yes" }),
  meet: (trx, actor, gapId, field) => meetGap(trx, actor, gapId, { version: versionIn(field), line: field("line") ?? "", organisationId: field("organisationId") }),
  take: (trx, actor, gapId, field) => takeRole(trx, actor, gapId, field("role") ?? "lead"),
  "step-back": (trx, actor, gapId, field) => stepBack(trx, actor, gapId, field("role") ?? "lead"),
  "take-down": (trx, actor, gapId) => takeDownGap(trx, actor, gapId),
};

function verbOf(form: FormData): Verb {
  const intent = intents.find((one) => one === form.get("intent"));
  if (!intent) throw wrong("intent", "Choose what to do with this gap.");
  return verbs[intent];
}

function fieldsOf(form: FormData): Fields {
  return (name) => {
    const value = form.get(name);
    return typeof value === "string" ? value : undefined;
  };
}

/** A field that was not sent leaves what was said before. */
function given(name: "band" | "line", field: Fields): { band?: string; line?: string } {
  const value = field(name);
  return value === undefined ? {} : { [name]: value };
}

const versionIn = (field: Fields) => Number(field("version") ?? Number.NaN);

async function cardOf(trx: Database, actor: Actor, gapId: string): Promise<GapCard | undefined> {
  return (await cardsByIds(trx, actor, [gapId]))[0];
}
