import { sql } from "kysely";
import type { Database } from "~db/client";
import type { Actor } from "~/shared/actor";
import { notFound } from "~/shared/errors";
import type { Documents } from "~/shared/services.server";
import { canSeeTies, seatFor } from "../policy";
import { canWithdraw, canWorkOn, findDecision, type Decision } from "./access.server";
import { sideOf, whatIsMissing, type DecisionState, type DecisionWhy, type Voice } from "./words";

/** One proposal or decision for its page. @throws not_found */
export async function decisionPage(trx: Database, actor: Actor, documents: Documents, decisionId: string) {
  const decision = await findDecision(trx, actor, decisionId);
  const voices = await voicesOn(trx, decision);
  const named = decision.named.map((one) => ({ ...one, side: sideOf(one.kind), isMine: seatFor(actor, one.id) !== undefined, said: voices.get(one.id) ?? null }));
  const isAsked = decision.state === "asked";
  return {
    decision: { ...decision, decidedAt: decision.decidedAt?.toISOString(), at: decision.at.toISOString(), by: await nameOf(trx, decision.organisationId) },
    named,
    missing: isAsked ? whatIsMissing(named.map(({ name, said }) => ({ name, voice: said?.voice ?? null }))) : undefined,
    words: await wordsFor(trx, documents, decision.id),
    story: await storyOf(trx, decision.id),
    reopens: decision.reopensId ? await titleOf(trx, decision.reopensId) : undefined,
    reopenedAs: await reopenedAs(trx, decision.id),
    choices: decision.state === "drafting" && canWorkOn(actor, decision) ? await organisationsToName(trx, decision) : [],
    abilities: { work: canWorkOn(actor, decision), withdraw: canWithdraw(actor, decision) && (decision.state === "drafting" || isAsked) },
    accountId: actor.accountId,
  };
}
export type DecisionShown = Awaited<ReturnType<typeof decisionPage>>;

type Said = { voice: Voice; line: string; by: string; at: string };

/** What each named organisation says to the words asked about last. */
async function voicesOn(trx: Database, { id, askedVersion, state }: Decision): Promise<Map<string, Said>> {
  if (askedVersion === null || state === "drafting") return new Map();
  const rows = await trx
    .selectFrom("decision_voice as said")
    .innerJoin("account", "account.id", "said.account_id")
    .where("said.decision_id", "=", id)
    .where("said.number", "=", askedVersion)
    .where("said.ended_at", "is", null)
    .select(["said.named_id as namedId", "said.voice", "said.line", "account.name as by", "said.at"])
    .execute();
  return new Map(rows.map(({ namedId, voice, at, ...said }) => [namedId, { ...said, voice: voice as Voice, at: at.toISOString() }]));
}

/** Its words, as LiveWords wants them. It is about no person, so no look is written. */
async function wordsFor(trx: Database, documents: Documents, decisionId: string) {
  const { rows } = await sql<{ document_id: string; level: string }>`select document_id, level from app.decision_words(${decisionId}::uuid)`.execute(trx);
  const [row] = rows;
  if (!row) return notFound();
  const words = (await documents.read(trx, [row.document_id])).get(row.document_id);
  return { documentId: row.document_id, html: words?.html ?? "", mayWrite: row.level === "write" };
}

type Told = { id: string; at: string; by: string; organisation: string; line: string } & ({ what: DecisionWhy } | { what: "voice"; voice: Voice; organisation: string });

/** What was done and said, oldest first: voices that were taken back, and those on words that were written anew, too. */
async function storyOf(trx: Database, decisionId: string): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select t.id, t.why as what, null as voice, t.line, a.name as by, o.name as organisation, to_json(t.at)#>>'{}' as at, t.at as moment
    from decision_turn t join account a on a.id = t.account_id join organisation o on o.id = t.organisation_id where t.decision_id = ${decisionId}
    union all
    select v.id, 'voice', v.voice, v.line, a.name, o.name, to_json(v.at)#>>'{}', v.at
    from decision_voice v join account a on a.id = v.account_id join organisation o on o.id = v.named_id where v.decision_id = ${decisionId}
    order by moment, id limit 400`.execute(trx);
  return rows;
}

async function nameOf(trx: Database, organisationId: string): Promise<string> {
  return (await trx.selectFrom("organisation").where("id", "=", organisationId).select("name").executeTakeFirst())?.name ?? "";
}

async function titleOf(trx: Database, decisionId: string) {
  return trx.selectFrom("decision").where("id", "=", decisionId).select(["id", "title"]).executeTakeFirst();
}

async function reopenedAs(trx: Database, decisionId: string) {
  return trx.selectFrom("decision").where("reopens_id", "=", decisionId).where("state", "<>", "withdrawn").orderBy("at").limit(10).select(["id", "title", "state"]).execute();
}

/** Organisations with somebody here who can answer. */
export async function organisationsToName(trx: Database, besides?: Pick<Decision, "named">): Promise<{ value: string; label: string; kind: string }[]> {
  const rows = await trx
    .selectFrom("organisation")
    .where("kind", "<>", "network")
    .where(({ exists, selectFrom }) => exists(selectFrom("app.seat as s").whereRef("s.organisation_id", "=", "organisation.id").where("s.role", "<>", "commissioner").select("s.post_id")))
    .orderBy("name")
    .limit(500)
    .select(["id as value", "name as label", "kind"])
    .execute();
  const there = new Set(besides?.named.map(({ id }) => id));
  return rows.filter(({ value }) => !there.has(value));
}

export type DecisionRow = { id: string; title: string; summary: string; state: DecisionState; at: string; decidedAt: string | null; by: string; named: { name: string; kind: string; voice: Voice | null; mine: boolean }[]; reopens: string | null };
export type DecisionFilter = { words: string; page: number };
const onPage = 20;

/** What is proposed, and the log of what was decided, by its words. @throws not_found */
export async function decisionsPage(trx: Database, actor: Actor, { words, page }: DecisionFilter) {
  if (!canSeeTies(actor)) notFound();
  const open = page === 1 ? await rowsOf(trx, actor, { words, states: ["drafting", "asked"], most: 60, after: 0 }) : [];
  const log = await rowsOf(trx, actor, { words, states: ["decided"], most: onPage + 1, after: (page - 1) * onPage });
  return { open, log: log.slice(0, onPage), more: log.length > onPage };
}
export type DecisionsShown = Awaited<ReturnType<typeof decisionsPage>>;

async function rowsOf(trx: Database, actor: Actor, { words, states, most, after }: { words: string; states: DecisionState[]; most: number; after: number }): Promise<DecisionRow[]> {
  const mine = actor.seats.flatMap((seat) => (seat.role === "commissioner" ? [] : [seat.organisationId]));
  const { rows } = await sql<DecisionRow>`
    select d.id, d.title, d.summary, d.state, to_json(d.at)#>>'{}' as at, to_json(d.decided_at)#>>'{}' as "decidedAt", o.name as by, (select before.title from decision before where before.id = d.reopens_id) as reopens,
      coalesce((select json_agg(json_build_object('name', p.name, 'kind', p.kind, 'voice', v.voice, 'mine', p.id = any(${mine}::uuid[])) order by p.name)
        from decision_named n join organisation p on p.id = n.named_id
        left join decision_voice v on v.decision_id = d.id and v.number = d.asked_version and v.named_id = n.named_id and v.ended_at is null and d.state <> 'drafting'
        where n.decision_id = d.id and n.ended_at is null), '[]'::json) as named
    from app.decisions_found(${words}, ${states}::text[], ${most}, ${after}) with ordinality f(id, place)
    cross join lateral (select * from decision where id = f.id offset 0) d join organisation o on o.id = d.organisation_id
    order by f.place`.execute(trx);
  return rows;
}
