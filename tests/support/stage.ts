import { afterAll, beforeAll } from "vitest";
import { castOf, type Cast } from "./cast";
import { createDatabase, type TestDatabase } from "./database";
import { startServer, type TestServer } from "./server";
import { SyncClient, type SyncOptions } from "./sync-client";

export type Stage = {
  data: TestDatabase;
  cast: Cast;
  server: TestServer;
  /** Joins a live document as a cast member and waits for the first sync. */
  join: (who: { cookie: string }, documentId: string, more?: Partial<SyncOptions>) => Promise<SyncClient>;
};

/** A database with the cast in it, served by the real built server; all of it goes when the file ends. */
export function stage(env: Record<string, string> = {}): Stage {
  const holder: Partial<Stage> = {};
  const opened: SyncClient[] = [];
  beforeAll(async () => {
    const data = await createDatabase();
    holder.data = data;
    holder.cast = await castOf(data.db);
    holder.server = await startServer({ databaseUrl: data.url, env });
    holder.join = async ({ cookie }, documentId, more = {}) => {
      const client = await SyncClient.join({ baseUrl: holder.server?.baseUrl ?? "", documentId, cookie, ...more });
      opened.push(client);
      return client;
    };
  });
  afterAll(async () => {
    await Promise.all(opened.map((client) => client.close()));
    await holder.server?.stop();
    await holder.data?.drop();
  });
  return new Proxy({} as Stage, {
    get(_target, key: keyof Stage) {
      if (!(key in holder)) throw new Error(`stage().${key} was read before its beforeAll had run.`);
      return holder[key];
    },
  });
}
