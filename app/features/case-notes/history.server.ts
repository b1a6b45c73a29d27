import { sql } from "kysely";
import type { Database } from "~db/client";
import { isId } from "~/shared/ids";
import { recordViews } from "~/shared/views.server";
import { type Person } from "./access.server";
import { wayWords, isWaySaid } from "./consent";

export type Act = { id: string; at: Date; sentence: string; by: string; organisation: string; /** The person's own words, when they were taken down. */ words: string; receipt: string | undefined };

/** What was done about a person, newest first, as far as the reader may know. Writes the look "activity". */
export async function historyOf(trx: Database, person: Person, { before, size = 40 }: { before?: string | undefined; size?: number }): Promise<{ acts: Act[]; older: string | undefined }> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "activity", how: "page" }]);
  const [micros = "", id] = before?.split(".") ?? [];
  const cursor = /^\d{1,17}$/.test(micros) && isId(id) ? { micros, id } : undefined;
  const { rows } = await sql<{ id: string; at: Date; micros: string; kind: string; by: string | null; organisation: string | null; subjectId: string | null; how: string | null; words: string | null }>`
    select v.id, v.at, app.microseconds(v.at) as micros, v.kind, a.name as by, o.name as organisation, v.subject_id as "subjectId", e.how, e.words
    from activity v left join account a on a.id = v.account_id left join organisation o on o.id = v.organisation_id
    left join consent_event e on v.subject_kind = 'consent' and e.id = v.subject_id and e.client_id = v.client_id
    where v.client_id = ${person.id}::uuid
      -- a named organisation sees its own acts, and those in parts it may read: not with whom else the person works
      and (${person.holds} or v.organisation_id = ${person.actor.seat.organisationId}::uuid or v.scope is not null)
      and (${cursor?.micros ?? null}::bigint is null
        or (v.at, v.id) < (timestamptz 'epoch' + ${cursor?.micros ?? null}::bigint * interval '1 microsecond', ${cursor?.id ?? null}::uuid))
    order by v.at desc, v.id desc limit ${size + 1}`.execute(trx);
  const shown = rows.slice(0, size);
  const last = rows.length > size ? shown.at(-1) : undefined;
  return {
    acts: shown.map((row) => ({
      id: row.id,
      at: row.at,
      sentence: sentenceOfAct(row.kind, row.how),
      by: row.by ?? "The system",
      organisation: row.organisation ?? "",
      words: row.words ?? "",
      receipt: row.how && row.subjectId && row.kind !== "erasure.asked" ? row.subjectId : undefined,
    })),
    older: last && `${last.micros}.${last.id}`,
  };
}

const acts: Record<string, string> = {
  "client.added": "added the person",
  "client.changed": "changed their details",
  "client.words": "took down what matters to them",
  "case.shared": "asked a colleague to help",
  "case.ended": "ended a colleague’s part",
  "consent.given": "recorded what they agreed to",
  "consent.withdrawn": "recorded that they no longer agree",
  "consent.expired": "Consent ran out",
  "erasure.asked": "passed on that they want to be erased",
  "basis.recorded": "recorded the lawful basis",
  "note.begun": "began a note",
  "note.closed": "closed a note",
  "section.begun": "began a part of a note",
  "section.rewound": "took a part of a note back to an earlier version",
  "step.added": "added a next step",
  "step.changed": "changed a next step",
  "step.done": "finished a next step",
  "late.handed": "passed on words that came too late",
};

function sentenceOfAct(kind: string, how: string | null): string {
  const said = isWaySaid(how) ? `, said ${wayWords[how].inSentence}` : "";
  return `${acts[kind] ?? "changed something"}${said}`;
}
