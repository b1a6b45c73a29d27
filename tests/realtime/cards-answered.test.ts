import { beforeAll, expect, test } from "vitest";
import { postGap } from "~/features/gaps/commands.server";
import { withActor } from "~/shared/actor.server";
import { stage } from "../support/stage";

const set = stage();
let gapId: string;
beforeAll(async () => {
  const { bashir } = set.cast;
  ({ gapId } = await withActor(set.data.db, bashir, (trx) => postGap(trx, bashir, { sentence: "Nowhere to sit after five", need: "warmth", groups: [] })));
});

/** The same question: an address that ends with a slash is left to the route. */
const shortCut = "/gaps/cards";
const route = "/gaps/cards/";
/** How an answer travels, and what is new in each. */
const ofTheWay = ["content-length", "transfer-encoding", "date", "content-security-policy"];

async function answered(path: string, cookie: string) {
  const answer = await fetch(new URL(path, set.server.baseUrl), { headers: { Cookie: cookie }, redirect: "manual" });
  // The way back says which of the two addresses it was.
  const headers = [...answer.headers].filter(([name]) => !ofTheWay.includes(name)).map(([name, value]) => [name, value.replace("cards%2F", "cards")]);
  return { status: answer.status, headers, hasPolicy: answer.headers.has("content-security-policy"), text: await answer.text() };
}

test("what an open board asks for is answered as the route answers it, to whoever asks", async () => {
  const { aileen, fay } = set.cast;
  const questions = [`?ids=${gapId}`, "?place=noticed", "", `?ids=${gapId}&need=arts`, "?place=noticed&movedAt=never&after=me"];
  for (const cookie of [aileen.cookie, `${aileen.cookie}x`, fay.cookie]) {
    for (const question of questions) expect(await answered(`${shortCut}${question}`, cookie)).toEqual(await answered(`${route}${question}`, cookie));
  }
  expect((await answered(`${shortCut}?ids=${gapId}`, aileen.cookie)).text).toContain("Nowhere to sit after five");
});

test("whoever is not signed in is shown the way, and whose page is covered is held behind it", async () => {
  const stranger = await answered(`${shortCut}?ids=${gapId}`, "");
  expect(stranger).toMatchObject({ status: 302, text: "" });
  expect(stranger.headers).toContainEqual(["location", expect.stringMatching(/^\/sign-in\?/)]);
  const covered = await answered(`${shortCut}?ids=${gapId}`, `${set.cast.bashir.cookie}; covered=1`);
  expect(covered.headers).toContainEqual(["location", expect.stringMatching(/^\/covered\?/)]);
  expect(covered.text).toBe("");
});
