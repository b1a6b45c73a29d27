import { sql } from "kysely";
import { expect, test } from "vitest";
import { requireBoundRole } from "~db/client";
import { database } from "../support/database";

const fresh = database();

test("a test file has an empty database of its own, through the role that owns nothing", async () => {
  await requireBoundRole(fresh.db);
  const { rows } = await sql<{ name: string; role: string }>`select current_database() as name, current_user as role`.execute(fresh.db);
  expect(rows).toEqual([{ name: fresh.name, role: "app_rw" }]);
  expect(await fresh.db.selectFrom("network").selectAll().execute()).toEqual([]);
});
