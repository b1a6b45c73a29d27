import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { isId } from "~/shared/ids";
import { listed } from "./consent";
import type { SectionClass } from "./section";

export type Reader = {
  through: "case" | "consent";
  organisationId: string;
  organisation: string;
  postTitle: string | null;
  accountId: string | null;
  name: string | null;
  mayWrite: boolean;
};

export type Readers = { holders: Reader[]; organisations: Reader[]; /** "Jo Reid (Manager) and Leith Food Hub" */ words: string };

/** Who can read a class of section, in words, for whoever may read it themselves; empty for anybody else. */
export async function readersOf(trx: Database, actor: Actor, clientId: string, sectionClass: SectionClass, organisationId: string): Promise<Readers> {
  if (!isId(clientId) || !isId(organisationId)) return { holders: [], organisations: [], words: "" };
  const { rows } = await sql<Reader>`
    select through, organisation_id as "organisationId", organisation_name as organisation, post_title as "postTitle",
      account_id as "accountId", account_name as name, may_write as "mayWrite"
    from app.readers_of(${clientId}::uuid, ${sectionClass}, ${organisationId}::uuid) order by account_name, organisation_name`.execute(trx);
  const holders = [...new Map(rows.filter((row) => row.through === "case").map((row) => [row.accountId, row])).values()];
  const organisations = rows.filter((row) => row.through === "consent");
  const others = holders.filter((holder) => holder.accountId !== actor.accountId).map((holder) => `${holder.name} (${holder.postTitle})`);
  return { holders, organisations, words: listed([...others, ...organisations.map((one) => one.organisation)]) };
}

export type Colleague = { accountId: string; name: string; post: string; organisation: string };

/** Colleagues who may read a class of section and whose name is like the words: for “@”. At most `limit`. */
export async function colleaguesWhoMayRead(
  trx: Database,
  actor: Actor,
  { clientId, sectionClass, organisationId, words, limit = 8 }: { clientId: string; sectionClass: SectionClass; organisationId: string; words: string; limit?: number },
): Promise<Colleague[]> {
  const { holders, organisations } = await readersOf(trx, actor, clientId, sectionClass, organisationId);
  const holderIds = holders.flatMap((holder) => holder.accountId ?? []);
  const organisationIds = organisations.map((one) => one.organisationId);
  if (holderIds.length + organisationIds.length === 0) return [];
  const wanted = `%${words.slice(0, 60).replace(/[\\%_]/g, "\\$&")}%`;
  const { rows } = await sql<Colleague>`
    select * from (
      select distinct on (a.id) a.id as "accountId", a.name, p.title as post, o.name as organisation
      from app.seat s join account a on a.id = s.account_id join post p on p.id = s.post_id join organisation o on o.id = s.organisation_id
      where s.role in ('link_worker', 'worker', 'manager') and a.id <> ${actor.accountId}::uuid
        and (a.id = any(${holderIds}::uuid[]) or s.organisation_id = any(${organisationIds}::uuid[]))
        and app.folded(a.name) like app.folded(${wanted})
      order by a.id, p.created_at) found
    order by name limit ${limit}`.execute(trx);
  return rows;
}
