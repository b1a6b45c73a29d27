import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import postgres from "postgres";
import { inject } from "vitest";
import { addPost, invite, takeSeat } from "~/features/people/commands.server";
import type { Actor, PostRole } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import type { Database } from "~db/client";
import { seedTypical } from "~db/seeds/typical";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { actorFor, type Member } from "../../support/cast";
import { createDatabase, type TestDatabase } from "../../support/database";
import { startServer, type TestServer } from "../../support/server";
import { randomFrom, type Random } from "../../support/size";

/** Somebody in a post of their own (who only stands in for a colleague is not meant). */
export type Sitting = { accountId: string; name: string; email: string; tenureId: string; postId: string; title: string; role: PostRole; organisationId: string };
export type Town = {
  data: TestDatabase;
  server: TestServer;
  random: Random;
  as: <T>(actor: Actor, work: (trx: Database) => Promise<T>) => Promise<T>;
  everybody: () => Promise<Sitting[]>;
  /** Whether somebody stands in for a colleague now. */
  standsIn: (accountId: string) => Promise<boolean>;
  sitsIn: (postId: string) => Promise<Sitting | undefined>;
  member: (accountId: string) => Promise<Member>;
  /** Whoever looks after a post now, and sits somewhere. */
  leadOf: (postId: string) => Promise<Member | undefined>;
  /** Facilitators who are there. */
  facilitator: (butNot?: string) => Promise<Member>;
  close: () => Promise<void>;
};

/** The typical network, planted once; every drill has its own copy. @returns its name */
export async function plantTemplate(): Promise<string> {
  const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-turnover-"));
  // Through few connections: each of them has to plan every kind of question for itself.
  const first = await createDatabase({ max: 4 });
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  const live = createDocuments({ pool: first.pool, words: first.pool }, log);
  const services: Services = { db: first.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
  await seedTypical(services);
  await live.stop();
  await Promise.all([first.pool.end({ timeout: 2 }), first.admin.end({ timeout: 2 })]);
  rmSync(dataDir, { recursive: true, force: true });
  return first.name;
}

export async function dropTemplate(name: string): Promise<void> {
  const sql = postgres(inject("cluster").adminUrl, { max: 1, onnotice: () => {} });
  await sql.unsafe(`drop database if exists "${name}" with (force)`);
  await sql.end({ timeout: 2 });
}

/** Opens a copy of the town on the real built server. A second facilitator is there: nobody looks after a network alone. */
export async function openTown(template: string, seed: number): Promise<Town> {
  const data = await createDatabase({ template });
  const server = await startServer({ databaseUrl: data.url, env: { LOG_LEVEL: "error" } });
  const town = townOf(data, server, randomFrom(seed));
  const fay = await town.facilitator();
  const { token } = await town.as(fay, async (trx) => {
    const { postId } = await addPost(trx, fay, { organisationId: fay.seat?.organisationId ?? "", title: "Second network facilitator", role: "facilitator" });
    return invite(trx, fay, { postId, name: "Orla Finch", email: "orla@inverlaw.example", purpose: "", baseUrl: server.baseUrl });
  });
  await takeSeat(data.db, { token, name: "Orla Finch" });
  return town;
}

function townOf(data: TestDatabase, server: TestServer, random: Random): Town {
  const everybody = async () => [
    ...(await data.admin<Sitting[]>`
      select a.id as "accountId", a.name, a.email, n.id as "tenureId", p.id as "postId", p.title, p.role, p.organisation_id as "organisationId"
      from app.seat s join tenure n on n.id = s.tenure_id and not n.cover join account a on a.id = s.account_id join post p on p.id = s.post_id order by a.created_at, a.id, p.id`),
  ];
  const member = (accountId: string) => actorFor(data.db, accountId);
  const facilitator = async (butNot?: string) => {
    const found = (await everybody()).find(({ role, accountId }) => role === "facilitator" && accountId !== butNot);
    if (!found) throw new Error("Nobody looks after the network.");
    return member(found.accountId);
  };
  return {
    data,
    server,
    random,
    everybody,
    member,
    facilitator,
    as: (actor, work) => withActor(data.db, actor, work),
    standsIn: async (accountId) => (await data.admin`select 1 from app.seat s join tenure n on n.id = s.tenure_id where s.account_id = ${accountId} and n.cover`).length > 0,
    sitsIn: async (postId) => (await everybody()).find((one) => one.postId === postId),
    leadOf: async (postId) => {
      const [row] = await data.admin<{ account: string }[]>`select s.account_id as account from app.seat s where s.post_id = app.lead_of(${postId}) order by 1 limit 1`;
      return row && member(row.account);
    },
    close: async () => {
      await server.stop();
      await data.drop();
    },
  };
}
