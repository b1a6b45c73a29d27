import { afterAll, beforeAll, expect, test } from "vitest";
import { castOf, type Cast } from "../support/cast";
import { createDatabase, type TestDatabase } from "../support/database";
import { startServer, type TestServer } from "../support/server";
import { eventually } from "../support/wait";
import { heldBack, type HeldBack } from "../trust/crashes/held-back";

let data: TestDatabase;
let cast: Cast;
let relay: HeldBack;
let server: TestServer;
beforeAll(async () => {
  data = await createDatabase();
  cast = await castOf(data.db);
  relay = await heldBack(data.url);
  server = await startServer({ databaseUrl: relay.url });
});
afterAll(async () => {
  await server?.stop();
  await relay?.close();
  await data?.drop();
});

const today = async () => (await fetch(`${server.baseUrl}/today`, { headers: { Cookie: cast.aileen.cookie } })).status;

test.each(["with a goodbye", "without a word"] as const)("PostgreSQL that goes away %s while connections are being opened ends no server, and the next pages are there", async (how) => {
  const said = server.output().length;
  relay.endAtBirth(2, how);
  // Whatever it has by now: new ones are opened.
  relay.cut();
  await eventually(async () => {
    // More at once than there are connections so far.
    await Promise.all(Array.from({ length: 40 }, () => today().catch(() => 0)));
    return relay.unborn() === 0;
  }, "two connections to be ended at birth");
  await eventually(async () => (await today().catch(() => 0)) === 200, "a page");
  expect(server.process.exitCode).toBeNull();
  expect(server.output().slice(said)).toContain("PostgreSQL ended a connection that had just begun");
  const pages = await Promise.all(Array.from({ length: 40 }, today));
  expect(new Set(pages)).toEqual(new Set([200]));
});
