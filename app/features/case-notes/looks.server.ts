import { sql } from "kysely";
import type { Database } from "~db/client";
import { isId } from "~/shared/ids";
import { recordViews } from "~/shared/views.server";
import { type Person } from "./access.server";
import { sentenceOfLooks } from "./look-words";

export type LookLine = { key: string; at: Date; name: string; organisation: string; sentence: string };
export type LooksPage = { lines: LookLine[]; /** Where the next, older page begins. */ older: string | undefined };

/** How many rows of the audit one page reads at most, so that a filter never costs more. */
const scanned = 1_000;

/**
 * Who has looked, newest first; looks of one colleague within a minute are one line. Writes the look "views".
 * Case holders see everybody's; a named organisation sees its own.
 */
export async function looksOf(trx: Database, person: Person, { organisationId, before, size = 60, how = "page" }: { organisationId?: string | undefined; before?: string | undefined; size?: number; how?: "page" | "print" }): Promise<LooksPage> {
  await recordViews(trx, person.actor, [{ clientId: person.id, what: "views", how }]);
  const cursor = readCursor(before);
  const wanted = organisationId && isId(organisationId) ? organisationId : undefined;
  const { rows } = await sql<{ id: string; at: Date; micros: string; what: string; how: string; accountId: string; name: string; organisation: string; organisationId: string }>`
    select v.id, v.at, app.microseconds(v.at) as micros, v.what, v.how, v.account_id as "accountId", a.name, o.name as organisation, o.id as "organisationId"
    from (select * from view where client_id = ${person.id}::uuid
            and (${cursor?.micros ?? null}::bigint is null
              or (at, id) < (timestamptz 'epoch' + ${cursor?.micros ?? null}::bigint * interval '1 microsecond', ${cursor?.id ?? null}::uuid))
          order by at desc, id desc limit ${scanned}) v
    join account a on a.id = v.account_id join organisation o on o.id = v.organisation_id
    order by v.at desc, v.id desc`.execute(trx);
  const matching = rows.filter((row) => !wanted || row.organisationId === wanted);
  const shown = matching.slice(0, size);
  const last = matching.length > size ? shown.at(-1) : rows.length === scanned ? rows.at(-1) : undefined;
  return { lines: together(shown), older: last && `${last.micros}.${last.id}` };
}

type Row = { id: string; at: Date; what: string; how: string; accountId: string; name: string; organisation: string };

function together(rows: Row[]): LookLine[] {
  const groups: Row[][] = [];
  for (const row of rows) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && first.accountId === row.accountId && first.how === row.how && first.at.getTime() - row.at.getTime() < 60_000) group.push(row);
    else groups.push([row]);
  }
  return groups.flatMap((group) => {
    const first = group[0];
    return first ? [{ key: first.id, at: first.at, name: first.name, organisation: first.organisation, sentence: sentenceOfLooks(group) }] : [];
  });
}

function readCursor(words: string | undefined): { micros: string; id: string } | undefined {
  const [micros = "", id] = words?.split(".") ?? [];
  return /^\d{1,17}$/.test(micros) && isId(id) ? { micros, id } : undefined;
}

/** Organisations that could have looked: the home one and those the person ever named. */
export async function lookingOrganisations(trx: Database, person: Person): Promise<{ id: string; name: string }[]> {
  return trx
    .selectFrom("organisation")
    .where((where) => where.or([where("id", "=", person.homeOrganisationId), where("id", "in", where.selectFrom("consent_grant").where("client_id", "=", person.id).select("organisation_id"))]))
    .orderBy("name")
    .limit(100)
    .select(["id", "name"])
    .execute();
}
