import { connect } from "node:net";
import { expect, test } from "vitest";
import { demonstrationIsPlanted } from "~/features/people/network.server";
import { castOf } from "../support/cast";
import { createDatabase } from "../support/database";
import { sharedNote } from "../support/factories";
import { startServer } from "../support/server";
import { promised } from "../support/size";
import { stage } from "../support/stage";
import { eventually } from "../support/wait";
import { readAnew } from "../support/writers";
import { holdAt, plantPoints } from "../trust/crashes/points";

const set = stage();

test("[R8] a stop commits what was taken, says goodbye with 1012, and everything is there afterwards", async () => {
  const { documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
  const aileen = await set.join(set.cast.aileen, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  aileen.type("0 ");
  await aileen.saved();
  await plantPoints(set.data.admin);
  const hold = await holdAt(set.data.admin, "before commit");
  aileen.type("1 ");
  await hold.caught();
  for (let n = 2; n < 200; n++) aileen.type(`${n} `);
  // Answered after everything before it on the same connection was taken.
  await aileen.caughtUp();
  const begun = performance.now();
  set.server.process.kill("SIGTERM");
  await eventually(() => isRefused(set.server.port), "the server to take nobody in any more");
  await hold.letGo();
  expect([(await aileen.closed).code, (await bashir.closed).code]).toEqual([1012, 1012]);
  expect(aileen.acknowledged).toBe(200);
  await set.server.restart();
  expect(performance.now() - begun).toBeLessThan(promised(20_000));
  const { text } = await readAnew({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.jo.cookie });
  expect(text.split(" ").filter(Boolean).map(Number)).toEqual(Array.from({ length: 200 }, (_, n) => n));
});

function isRefused(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.once("connect", () => {
      socket.destroy();
      resolve(false);
    });
    socket.once("error", () => resolve(true));
  });
}

test("a demonstration that was cut off while it was planted is not served as if it were whole", async () => {
  const data = await createDatabase();
  try {
    await castOf(data.db, "demonstration");
    await demonstrationIsPlanted(data.db, false);
    await expect(startServer({ databaseUrl: data.url })).rejects.toThrow("was cut off while it was being set up");
    await demonstrationIsPlanted(data.db, true);
    await (await startServer({ databaseUrl: data.url })).stop();
  } finally {
    await data.drop();
  }
});
