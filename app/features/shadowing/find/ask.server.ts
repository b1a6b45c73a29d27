import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import { isId } from "~/shared/ids";
import { canShadow } from "../policy";
import { hostsWhoSaidYes, type Host } from "./reads.server";

const most = 200;

/**
 * Whom somebody may ask for a day: those who sit in a post of one organisation, or else who has said yes before. The
 * post an address names brings its colleagues along. @throws not_found
 */
export async function whomToAsk(trx: Database, actor: Actor, asked: { post: string; organisation: string }): Promise<{ hosts: Host[]; chosen: string }> {
  if (!canShadow(actor)) notFound();
  const organisation = asked.organisation || (await organisationOf(trx, asked.post));
  const hosts = isId(organisation) ? await sittingAt(trx, actor, organisation) : await hostsWhoSaidYes(trx, "", 20);
  const chosen = hosts.find(({ postId }) => postId === asked.post)?.postId ?? (hosts.length === 1 ? hosts[0]?.postId : undefined) ?? "";
  return { hosts, chosen };
}

async function organisationOf(trx: Database, postId: string): Promise<string> {
  if (!isId(postId)) return "";
  return (await trx.selectFrom("post").where("id", "=", postId).select("organisation_id as id").executeTakeFirst())?.id ?? "";
}

/** One row for each post: several who share it are asked together. */
async function sittingAt(trx: Database, actor: Actor, organisationId: string): Promise<Host[]> {
  const { rows } = await sql<Host>`
    select s.post_id as "postId", string_agg(account.name, ' and ' order by account.name) as name, organisation.name as organisation
    from app.seat s join account on account.id = s.account_id join organisation on organisation.id = s.organisation_id
    where s.organisation_id = ${organisationId}::uuid and s.role <> 'commissioner' and s.account_id <> ${actor.accountId}::uuid
    group by s.post_id, organisation.name order by 2, 1 limit ${most}`.execute(trx);
  return rows;
}
