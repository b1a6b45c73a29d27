import { expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { stage } from "../support/stage";
import { readAnew } from "../support/writers";

const set = stage();

test("[R8] a stop commits what was taken, says goodbye with 1012, and everything is there afterwards", async () => {
  const { documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
  const aileen = await set.join(set.cast.aileen, documentId);
  const bashir = await set.join(set.cast.bashir, documentId);
  for (let n = 0; n < 200; n++) aileen.type(`${n} `);
  await aileen.until(() => aileen.acknowledged > 0, "the first words saved");
  const begun = performance.now();
  set.server.process.kill("SIGTERM");
  expect([(await aileen.closed).code, (await bashir.closed).code]).toEqual([1012, 1012]);
  await set.server.restart();
  expect(performance.now() - begun).toBeLessThan(10_000);
  const { text } = await readAnew({ baseUrl: set.server.baseUrl, documentId, cookie: set.cast.jo.cookie });
  const kept = text.split(" ").filter(Boolean).map(Number);
  expect(kept).toEqual(kept.map((_, index) => index));
  expect(kept.length).toBeGreaterThanOrEqual(aileen.acknowledged);
});
