import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Choice } from "~/kit/Select";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canActOnEvents } from "../../policy";

const mostNear = 60;
const mostFound = 20;

/** People who work in the network now, by the post they sit in: those of one's own organisation first. @throws not_found */
export async function peopleNear(trx: Database, actor: Actor): Promise<Choice[]> {
  if (!canActOnEvents(actor)) notFound();
  const mine = actor.seats.map(({ organisationId }) => organisationId);
  const { rows } = await sql<Choice>`${people} order by (s.organisation_id = any(${mine}::uuid[])) desc, c.name, s.post_id limit ${mostNear}`.execute(trx);
  return rows;
}

export async function peopleLike(trx: Database, actor: Actor, words: string): Promise<Choice[]> {
  if (!canActOnEvents(actor)) notFound();
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<Choice>`${people} and (app.folded(c.name) like app.folded(${like}) or app.folded(p.title) like app.folded(${like}) or app.folded(o.name) like app.folded(${like}))
    order by c.name, s.post_id limit ${mostFound}`.execute(trx);
  return rows;
}

/** Organisations in which somebody sits who could come. @throws not_found */
export async function organisationsNear(trx: Database, actor: Actor): Promise<Choice[]> {
  return organisationsLike(trx, actor, "", mostNear);
}

/** The one an address names, if anybody is there to be asked. */
export async function organisationToAsk(trx: Database, actor: Actor, id: string | null): Promise<Choice | undefined> {
  if (!canActOnEvents(actor)) notFound();
  if (!isId(id)) return undefined;
  const { rows } = await sql<Choice>`
    select o.id as value, concat_ws(', ', o.name, o.area) as label from organisation o
    where o.id = ${id}::uuid and exists (select 1 from app.seat s where s.organisation_id = o.id and s.role <> 'commissioner')`.execute(trx);
  return rows[0];
}

export async function organisationsLike(trx: Database, actor: Actor, words: string, most = mostFound): Promise<Choice[]> {
  if (!canActOnEvents(actor)) notFound();
  const like = `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const { rows } = await sql<Choice>`
    select o.id as value, concat_ws(', ', o.name, o.area) as label from organisation o
    where exists (select 1 from app.seat s where s.organisation_id = o.id and s.role <> 'commissioner') and app.folded(o.name) like app.folded(${like})
    order by o.name, o.id limit ${most}`.execute(trx);
  return rows;
}

const people = sql`
  select s.post_id as value, c.name || ', ' || p.title || ', ' || o.name as label
  from app.seat s join account c on c.id = s.account_id join post p on p.id = s.post_id join organisation o on o.id = s.organisation_id
  where (select app.is_acting()) and s.role <> 'commissioner'`;
