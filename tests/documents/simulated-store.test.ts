import { expect, test } from "vitest";
import * as Y from "yjs";
import { createGate, type Gate } from "~server/documents/gate";
import { castOf } from "../support/cast";
import { database } from "../support/database";
import { agrees, daysFromNow, noteBy, personOf, stopsSharing } from "../support/factories";
import { randomFrom, seedFor } from "../support/size";
import { Store } from "../trust/simulation/store";

const data = database();
const random = randomFrom(seedFor("simulated store"));

/** Counts differ between the two; whether one is the same as another does not. */
function inOrderSeen() {
  const seen = new Map<number, number>();
  return (value: number) => (value === 0 ? 0 : (seen.get(value) ?? (seen.set(value, seen.size + 1), seen.size)));
}

/** The same questions to either gate, with its own connection numbers and counts put in order. */
function asker(gate: Gate) {
  const connections: number[] = [];
  const [client, staff] = [inOrderSeen(), inOrderSeen()];
  const at = (index: number) => connections[index] ?? 999_999;
  const counts = (one: { clientGeneration: number; staffGeneration: number }) => [client(one.clientGeneration), staff(one.staffGeneration)];
  return {
    opened: () => connections.length,
    async open(documentId: string, sessionId: string) {
      const judged = await gate.open(documentId, sessionId);
      if (judged) connections.push(judged.connectionId);
      return judged && [judged.level, judged.accountId, judged.clientId, ...counts(judged)];
    },
    judgeAgain: async (which: number[]) => {
      const answers = await gate.judgeAgain(which.map(at));
      return which.map((index) => answers.get(at(index))).map((one) => one && [one.level, ...counts(one)]);
    },
    append: async (words: { which: number; data: Uint8Array; newWriter: number }[]) =>
      (await gate.append(words.map(({ which, ...rest }) => ({ connectionId: at(which), ...rest })))).map((one) => [one.item, one.documentId, one.seq, ...counts(one)]),
    load: async (which: number, after: number) =>
      gate.load(at(which), after).then(
        (rows) => rows.map((row) => [row.seq, row.isSnapshot, Buffer.from(row.data).toString("hex")]),
        (error: Error) => error.message,
      ),
    writers: async (which: number) => [...(await gate.writers(at(which)))].sort(([one], [other]) => one - other),
    past: async (which: number, seq: number) => (await gate.past(at(which), seq)).map((row) => [row.seq, Buffer.from(row.data).toString("hex")]),
    generations: async (clientId: string) => [...(await gate.generations([clientId]))].map(([id, one]) => [id, client(one.client), staff(one.staff)]),
    close: (which: number) => gate.close([at(which)]),
    saveSnapshot: (documentId: string, seq: number, form: Uint8Array) => gate.saveSnapshot(documentId, seq, { data: form, clocks: Y.encodeStateVectorFromUpdate(form) }),
  };
}

function modelGate(store: Store): Gate {
  const later = <Args extends unknown[], Answer>(ask: (...args: Args) => Answer) => async (...args: Args) => ask(...args);
  return {
    open: later((documentId, sessionId) => store.open(documentId, sessionId)),
    judgeAgain: later((ids) => store.judgeAgain(ids)),
    close: later((ids) => store.close(ids)),
    append: later((words) => store.append(words)),
    load: later((id, after) => store.load(id, after)),
    past: later((id, seq) => store.past(id, seq)),
    touch: later((ids) => store.touch(ids)),
    forget: later(() => {}),
    writers: later((id) => store.writers(id)),
    generations: later((ids) => store.generations(ids)),
    saveSnapshot: later((documentId, seq, made) => store.saveSnapshot(documentId, seq, made)),
    setApart: later((_id, documentId, sessionId, why, words) => store.setApart(documentId, sessionId, why, words)),
  };
}

test("the store of the simulation answers as PostgreSQL does", async () => {
  const cast = await castOf(data.db);
  const { aileen, bashir, amir, organisations } = cast;
  const clientId = await personOf(data.db, aileen);
  const share = (organisation: string) => agrees(data.db, aileen, clientId, [{ with: organisation, classes: ["shared_plan"] }]);
  await share(organisations.foodHub);
  await share(organisations.advice);
  const documentId = (await noteBy(data.db, aileen, clientId, ["shared_plan"])).documentOf("shared_plan");

  const store = new Store(Date.now);
  store.addDocument(documentId, clientId);
  const until = daysFromNow(30).getTime();
  const sessions: string[] = [];
  for (const who of [aileen, bashir, amir]) {
    const [session] = await data.admin`select id from session where account_id = ${who.accountId}`;
    sessions.push(String(session?.id));
    store.addSession(String(session?.id), who.accountId);
    store.setRight(who.accountId, documentId, { level: "write", until });
  }
  const [real, model] = [asker(createGate(data.pool, data.pool)), asker(modelGate(store))];
  const both = async <Answer>(what: string, ask: (side: typeof real) => Promise<Answer>) => {
    const [there, here] = [await ask(real), await ask(model)];
    expect([what, here]).toEqual([what, there]);
    return there;
  };
  const doc = new Y.Doc();
  const rows: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => rows.push(update));
  const word = () => {
    doc.getText("words").insert(0, "word ");
    return rows.at(-1) as Uint8Array;
  };
  const any = () => random.below(real.opened() + 2);
  let seq = 0;

  const acts: [number, () => Promise<unknown>][] = [
    [5, () => { const session = random.pick([...sessions, "nobody"]); return both("open", (side) => side.open(documentId, session)); }],
    [3, () => { const which = [...new Set([any(), any(), any()])]; return both("judge again", (side) => side.judgeAgain(which)); }],
    [8, async () => {
      const words = Array.from({ length: 1 + random.below(3) }, () => ({ which: any(), data: word(), newWriter: random.below(3) * 7 }));
      const stored = await both("append", (side) => side.append(words));
      for (const [, , number] of stored) seq = Math.max(seq, Number(number));
    }],
    [4, () => { const [which, after] = [any(), random.below(seq + 2)]; return both("load", (side) => side.load(which, after)); }],
    [1, () => { const which = any(); return both("writers", (side) => side.writers(which)); }],
    [1, () => { const [which, at] = [any(), random.below(seq + 2)]; return both("past", (side) => side.past(which, at)); }],
    [1, () => both("generations", (side) => side.generations(clientId))],
    [1, () => { const [at, form] = [random.below(seq + 3), Y.mergeUpdates([word(), word()])]; return both("snapshot", (side) => side.saveSnapshot(documentId, at, form)); }],
    [1, () => { const which = any(); return both("close", (side) => side.close(which)); }],
    [1, async () => { if (store.rightOf(bashir.accountId, documentId)) { await stopsSharing(data.db, aileen, clientId, organisations.foodHub); store.setRight(bashir.accountId, documentId, undefined); } }],
    [1, async () => { await share(organisations.foodHub); store.setRight(bashir.accountId, documentId, { level: "write", until }); }],
    [0.3, async () => { await data.admin`update session set ended_at = now() where id = ${sessions[2] ?? ""} and ended_at is null`; store.endSession(sessions[2] ?? ""); }],
  ];
  const sum = acts.reduce((total, [weight]) => total + weight, 0);
  // A walk that happens to store little goes on until it has shown something.
  for (let round = 0; round < 150 || seq <= 10; round++) {
    let left = random.next() * sum;
    await acts.find(([weight]) => (left -= weight) < 0)?.[1]();
  }
  const [looks] = await data.admin`select count(*)::integer as count from view where how = 'live'`;
  expect(store.views.length).toBe(looks?.count);
});
