import { expect, test, beforeAll } from "vitest";
import { castOf, type Cast } from "../support/cast";
import { database, inRollback } from "../support/database";
import { sharedNote } from "../support/factories";

const fresh = database();
let cast: Cast;
beforeAll(async () => {
  cast = await castOf(fresh.db);
});

test("the cast sits in its posts and can share a note", async () => {
  expect(cast.aileen.seat).toMatchObject({ role: "link_worker", organisationName: "Harbour Link Workers" });
  expect(cast.com.seats).toHaveLength(1);
  const { documentId, clientId } = await sharedNote(fresh.db, cast.aileen, cast.organisations.foodHub);
  const seen = await inRollback(fresh.db, cast.bashir, (trx) => trx.selectFrom("document").select(["id", "client_id"]).execute());
  expect(seen).toContainEqual({ id: documentId, client_id: clientId });
  expect(await inRollback(fresh.db, cast.stran, (trx) => trx.selectFrom("document").select("id").execute())).toEqual([]);
});
