import postgres from "postgres";
import { startEmbedded } from "~db/embedded";
import { withDatabase } from "~db/prepare";
import type { Config } from "~/shared/config";

/**
 * A connection that reads the audit as the `auditor`, who may read nothing else. Needs an administrator to
 * become one: the embedded cluster's, or DATABASE_ADMIN_URL.
 */
export async function openAuditReader(config: Config): Promise<{ sql: postgres.Sql; close: () => Promise<void> }> {
  const { url, stop } = await adminUrl(config);
  const sql = postgres(url, { max: 1, onnotice: () => {}, connection: { role: "auditor" } });
  return {
    sql,
    close: async () => {
      await sql.end({ timeout: 5 });
      await stop();
    },
  };
}

async function adminUrl(config: Config): Promise<{ url: string; stop: () => Promise<void> }> {
  if (!config.databaseUrl) {
    const cluster = await startEmbedded(config.dataDir);
    return { url: withDatabase(cluster.adminUrl, "common_thread"), stop: async () => (cluster.startedHere ? cluster.stop() : undefined) };
  }
  if (!config.databaseAdminUrl) throw new Error("To read the audit, set DATABASE_ADMIN_URL to a role that may become the auditor.");
  const url = withDatabase(config.databaseAdminUrl, decodeURIComponent(new URL(config.databaseUrl).pathname.slice(1)));
  return { url, stop: async () => {} };
}
