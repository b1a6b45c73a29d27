import { Kysely } from "kysely";
import { PostgresJSDialect } from "kysely-postgres-js";
import postgres from "postgres";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database, DB } from "~db/client";
import type { TestDatabase } from "../../support/database";

type Asked = { sql: string; parameters: readonly unknown[] };
export type Node = { "Node Type": string; "Relation Name"?: string; "Index Name"?: string; "Index Cond"?: string; "Actual Rows"?: number; "Actual Loops"?: number; Plans?: Node[] } & Record<string, unknown>;
export type Explained = { text: string; plan: Node };

/**
 * Plans of what the product itself asks, as app_rw and as somebody: the queries of a piece of work are written down as
 * they are compiled, then asked again in a session that explains each of them, those inside functions and triggers as
 * well. Whatever they change is taken back, both times.
 */
export async function watching(house: TestDatabase) {
  let asked: Asked[] = [];
  const db: Database = new Kysely<DB>({ dialect: new PostgresJSDialect({ postgres: house.pool }), log: ({ query }) => void asked.push(query) });
  let plans: Explained[] = [];
  const admin = postgres(house.adminUrl, { max: 1, onnotice: ({ message }) => plans.push(...planIn(message)) });
  await admin.unsafe("load 'auto_explain'");
  for (const [name, value] of Object.entries(explaining)) await admin.unsafe(`set auto_explain.${name} = '${value}'`);

  return {
    /** @param scans "off" asks what indexes can answer, "on" what PostgreSQL chooses */
    async plansOf(actor: Actor, work: (trx: Database) => Promise<unknown>, scans: "on" | "off" = "on"): Promise<Explained[]> {
      asked = [];
      await takenBack(withActor(db, actor, async (trx) => {
        await work(trx);
        throw new TakenBack();
      }));
      plans = [];
      await takenBack(admin.begin(async (trx) => {
        await trx.unsafe(`set local role app_rw; set local enable_seqscan = ${scans}`).simple();
        for (const { sql, parameters } of asked) {
          // A plan PostgreSQL would keep says more than one made for these values alone.
          await trx.unsafe(sql, parameters as never[], { prepare: true });
        }
        throw new TakenBack();
      }));
      return plans;
    },
    end: () => admin.end(),
  };
}
class TakenBack extends Error {}

async function takenBack(work: Promise<unknown>): Promise<void> {
  await work.catch((error: unknown) => {
    if (!(error instanceof TakenBack)) throw error;
  });
}

const explaining = { log_min_duration: "0", log_analyze: "on", log_timing: "off", log_nested_statements: "on", log_format: "json", log_level: "notice", log_parameter_max_length: "0" };

function planIn(notice: string | undefined): Explained[] {
  const json = /plan:\n([\s\S]+)$/.exec(notice ?? "")?.[1];
  if (!json) return [];
  const { "Query Text": text, Plan: plan } = JSON.parse(json) as { "Query Text": string; Plan: Node };
  return [{ text: text.replaceAll(/\s+/g, " ").trim(), plan }];
}
