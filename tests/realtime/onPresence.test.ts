import { io, type Socket } from "socket.io-client";
import { afterEach, beforeEach, expect, test } from "vitest";
import { postGap } from "~/features/gaps/posting.server";
import { endTenure } from "~/features/people/commands.server";
import { endSessions } from "~/features/people/sessions.server";
import { withActor } from "~/shared/actor.server";
import type { Present } from "~/shared/realtime";
import type { Member } from "../support/cast";
import { cookieFor } from "../support/server";
import { stage } from "../support/stage";
import { eventually, patience } from "../support/wait";

const set = stage();
const opened: Page[] = [];
/** A gap of its own for each test: nobody is still there from the one before. */
let here: string;
beforeEach(async () => {
  const { aileen } = set.cast;
  const { gapId } = await withActor(set.data.db, aileen, (trx) => postGap(trx, aileen, { sentence: "No choir that sings by day", need: "arts", groups: [] }));
  here = `gap:${gapId}`;
});
afterEach(() => opened.splice(0).forEach((page) => page.close()));

/** An open page: whom it was told of on each topic, from the first time to the last. */
class Page {
  readonly told: Present[] = [];
  readonly socket: Socket;
  constructor(cookie: string) {
    this.socket = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, forceNew: true, extraHeaders: { Cookie: cookie, Origin: set.server.baseUrl } });
    this.socket.on("present", (present: Present) => this.told.push(present));
    opened.push(this);
  }
  async watch(topic: string): Promise<boolean> {
    return ((await this.socket.timeout(patience).emitWithAck("watch", topic)) as { ok: boolean }).ok;
  }
  names(topic = here): string[] | undefined {
    return this.told.findLast((present) => present.topic === topic)?.people.map(({ name }) => name);
  }
  sees(...names: string[]): Promise<void> {
    return eventually(() => JSON.stringify(this.names()) === JSON.stringify(names), `${names.join(" and ") || "nobody"} on the page, not ${JSON.stringify(this.names())}`);
  }
  close(): void {
    this.socket.disconnect();
  }
}

async function pageOf(cookie: string, topic = here): Promise<Page> {
  const page = new Page(cookie);
  expect(await page.watch(topic)).toBe(true);
  return page;
}

test("[R17] two people see each other, by the name the server knows, and neither sees themselves", async () => {
  const { aileen, bashir } = set.cast;
  const [first, second] = [await pageOf(aileen.cookie), await pageOf(bashir.cookie)];
  await first.sees("Bashir Khan");
  await second.sees("Aileen Murray");
  expect(first.told.at(-1)).toEqual({ topic: here, people: [{ accountId: bashir.accountId, name: "Bashir Khan" }], more: 0 });
  expect(second.told[0]?.people).toHaveLength(1);
});

test("[R17] somebody with several tabs is there once, and until the last of them is closed", async () => {
  const { aileen, bashir, jo } = set.cast;
  const page = await pageOf(aileen.cookie);
  const tabs = [await pageOf(bashir.cookie), await pageOf(await cookieFor(set.data.db, bashir.accountId))];
  await page.sees("Bashir Khan");
  tabs[0]?.close();
  const third = await pageOf(jo.cookie);
  await page.sees("Bashir Khan", "Jo Fraser");
  tabs[1]?.close();
  await page.sees("Jo Fraser");
  await third.sees("Aileen Murray");
});

test("[R17] whoever leaves a board, staying signed in, is gone from it and hears of it no more", async () => {
  const { aileen, bashir, jo } = set.cast;
  const [page, other] = [await pageOf(aileen.cookie), await pageOf(bashir.cookie)];
  await page.sees("Bashir Khan");
  other.socket.emit("unwatch", here);
  // An answer comes after whatever was sent before it.
  await other.watch("directory");
  const heard = other.told.length;
  await page.sees();
  await pageOf(jo.cookie);
  await page.sees("Jo Fraser");
  await other.watch("team");
  expect(other.told).toHaveLength(heard);
});

const ends: [string, (member: Member) => Promise<void>][] = [
  ["whose tenure ends", ({ seat }) => withActor(set.data.db, set.cast.fay, (trx) => endTenure(trx, set.cast.fay, seat?.tenureId ?? "", "moved on"))],
  ["who is signed out", (member) => withActor(set.data.db, member, (trx) => endSessions(trx, member.accountId, { all: true }, "signed_out"))],
];
test.each(ends)("[R9] somebody %s disappears from the others at once, and no name reaches them after it", async (why, end) => {
  const { aileen, jo, another, organisations } = set.cast;
  const leaver = await another(`Leaver ${why.split(" ").length}`, organisations.foodHub, "worker");
  const [page, theirs] = [await pageOf(aileen.cookie), await pageOf(leaver.cookie)];
  await page.sees(leaver.name);
  await end(leaver);
  await pageOf(jo.cookie);
  await page.sees("Jo Fraser");
  // Somebody signed out is cut off; who has no seat any more is answered after whatever was sent before.
  expect(theirs.socket.connected && (await theirs.watch(here).catch(() => false))).toBe(false);
  // What was said before the end may have been under way; who came after it is in nothing they were told.
  expect(JSON.stringify(theirs.told)).not.toContain("Jo Fraser");
});

test("[R17] a commissioner neither sees who is there nor is seen", async () => {
  const { aileen, com, jo } = set.cast;
  const page = await pageOf(aileen.cookie);
  const theirs = new Page(com.cookie);
  for (const topic of ["gaps", "asks", here]) expect(await theirs.watch(topic)).toBe(false);
  await pageOf(jo.cookie);
  await page.sees("Jo Fraser");
  expect(theirs.told).toEqual([]);
});

test("[R17] who is there is told of a board to those who have it open, and of nothing else", async () => {
  const { aileen, bashir, sana } = set.cast;
  const elsewhere = await pageOf(sana.cookie, "directory");
  const [board, asks, gap] = [await pageOf(aileen.cookie, "gaps"), await pageOf(aileen.cookie, "asks"), await pageOf(aileen.cookie)];
  await pageOf(bashir.cookie);
  await gap.sees("Bashir Khan");
  expect([board.names("gaps"), asks.names("asks")]).toEqual([[], []]);
  expect(new Set(gap.told.map(({ topic }) => topic))).toEqual(new Set([here]));
  await elsewhere.watch("team");
  expect(elsewhere.told).toEqual([]);
});

test("[R17] of many, twelve are named and the rest are a number", async () => {
  const { another, organisations, aileen } = set.cast;
  const crowd: Member[] = [];
  for (let n = 0; n < 14; n++) crowd.push(await another(`Member ${String.fromCodePoint(65 + n)}`, organisations.advice, "volunteer"));
  const page = await pageOf(aileen.cookie);
  for (const { cookie } of crowd) await pageOf(cookie);
  await eventually(() => page.told.at(-1)?.more === 2, "two more");
  expect(page.names()).toEqual(crowd.slice(0, 12).map(({ name }) => name));
});
