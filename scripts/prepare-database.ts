import { readConfig } from "~server/config";
import { openDatabase } from "~server/open-database";

// Makes roles and tables in the database that DATABASE_URL names, as DATABASE_ADMIN_URL; or in the embedded one.
try {
  const config = readConfig();
  if (config.databaseUrl && !config.databaseAdminUrl) {
    throw new Error("Set DATABASE_ADMIN_URL to a role that may make roles and tables, and DATABASE_URL to app_rw with the password it should get.");
  }
  const database = await openDatabase(config, { join: true, max: 1 });
  await database.close();
  console.log("Roles and tables are in place.");
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
