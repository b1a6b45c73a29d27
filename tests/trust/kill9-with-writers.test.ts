import { afterAll, beforeAll, expect, test } from "vitest";
import { sharedNote } from "../support/factories";
import { figure, randomFrom, seedFor, size } from "../support/size";
import { stage } from "../support/stage";
import { eventually, pause } from "../support/wait";
import { canonicalBytes, readAnew, wordsIn, Writer } from "../support/writers";

const set = stage();
const seed = seedFor("kill9-with-writers");
const rounds = size({ short: 4, long: 60 });
const documentCount = size({ short: 2, long: 6 });
let documents: { id: string; writers: Writer[] }[] = [];

beforeAll(async () => {
  const { aileen, jo, bashir, sana } = set.cast;
  documents = await Promise.all(
    Array.from({ length: documentCount }, async (_, index) => {
      const { documentId } = await sharedNote(set.data.db, aileen, set.cast.organisations.foodHub);
      const writers = [aileen, jo, bashir, sana].map(({ cookie }, who) => new Writer(`d${index}w${who}`, { baseUrl: set.server.baseUrl, documentId, cookie }));
      return { id: documentId, writers };
    }),
  );
});
afterAll(() => Promise.all(documents.flatMap(({ writers }) => writers.map((writer) => writer.client?.close()))));

test("[R1] [R7] no acknowledged and no shown word is lost when the server is killed again and again", async () => {
  const random = randomFrom(seed);
  let acknowledged = 0;
  let shown = 0;
  let slowestReturn = 0;
  for (let round = 1; round <= rounds; round++) {
    await Promise.all(documents.flatMap(({ writers }) => writers.map((writer) => writer.join())));
    let over = false;
    const typing = documents.flatMap(({ writers }) => writers.map((writer) => writer.typeUntil(() => over, random, 15)));
    await pause(200 + random.below(1_500));
    await set.server.kill9();
    over = true;
    await Promise.all(typing);
    await Promise.all(documents.flatMap(({ writers }) => writers.map((writer) => writer.client?.closed)));

    const died = performance.now();
    await set.server.restart();
    for (const { id, writers } of documents) {
      const { text } = await readAnew({ baseUrl: set.server.baseUrl, documentId: id, cookie: set.cast.jo.cookie });
      const kept = wordsIn(text);
      const promised = writers.flatMap((writer) => [...writer.allAcknowledged()]);
      expect(lostOf(promised, kept), `acknowledged words lost in round ${round} of seed ${seed}`).toEqual([]);
      const seenByOthers = writers.flatMap((reader) => [...wordsIn(reader.client?.text() ?? "").keys()].filter((token) => !token.startsWith(`${reader.name}.`)));
      expect(lostOf(seenByOthers, kept), `shown words lost in round ${round} of seed ${seed}`).toEqual([]);
      expect([...kept].filter(([, times]) => times > 1), "words stored twice").toEqual([]);
      acknowledged += round === rounds ? promised.length : 0;
      shown += round === rounds ? new Set(seenByOthers).size : 0;
    }
    slowestReturn = Math.max(slowestReturn, performance.now() - died);
  }
  figure("kill9-with-writers", { rounds, documents: documentCount, writers: documentCount * 4, acknowledged, shown, lost: 0, slowestReturnMs: Math.round(slowestReturn) });
  expect(acknowledged).toBeGreaterThan(rounds * documentCount * 20);
});

test("[R8] all replicas are byte-equal when everybody is back, and the log has no gap", async () => {
  for (const { id, writers } of documents) {
    await Promise.all(writers.map((writer) => writer.join()));
    await eventually(() => new Set(writers.map(({ doc }) => canonicalBytes(doc))).size === 1, "equal replicas", 5_000).catch((error: unknown) => {
      throw new Error(`${String(error)} ${writers.map(({ name, client, doc }) => `${name} ${client?.isClosed?.code ?? "open"} ${canonicalBytes(doc).length}`).join(", ")}`);
    });
    await pause(300);
    const { doc } = await readAnew({ baseUrl: set.server.baseUrl, documentId: id, cookie: set.cast.jo.cookie });
    expect(new Set([canonicalBytes(doc), ...writers.map((writer) => canonicalBytes(writer.doc))]).size).toBe(1);
    const [log] = await set.data.admin`select count(*)::int as rows, min(seq)::int as first, max(seq)::int as last from document_update where document_id = ${id}`;
    expect(log).toMatchObject({ first: 1, last: log?.rows });
  }
});

function lostOf(promised: string[], kept: Map<string, number>): string[] {
  return promised.filter((token) => !kept.has(token));
}
