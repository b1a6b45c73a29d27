import { expect, test } from "vitest";
import { io } from "socket.io-client";
import { randomUUID } from "node:crypto";
import { figure, longRun, promised, randomFrom, seedFor, size } from "../support/size";
import { mutated } from "../support/mutate";
import { stage } from "../support/stage";
import { personOf } from "../support/factories";
import { BatteredSocket } from "./battered-socket";
import { Corpus } from "./corpus/keep";
import { canBeAsked, endure, uncaught } from "./under-load";

const set = stage({ LOG_LEVEL: "warn", ...canBeAsked });
const seed = seedFor("G10 fuzzed-live");

/** Engine.IO and Socket.IO packets, honest and near: opens, pings, upgrades, events, acknowledgements, binary ones. */
const packets = (clientId: string) => [
  "40", '40{"token":"x"}', "40/other,", '40/other,{"a":1}', "41", "41/other,", "2", "2probe", "3", "3probe", "5", "6", "0{}", "1",
  '42["watch","team"]', '420["watch","team"]', `421["watch","client:${clientId}"]`, '4299999["unwatch","team"]', '42["watch"]', '42["unwatch",{"a":[[[]]]}]',
  `42["watch","client:${randomUUID()}"]`, '42["notice",{"topic":"team"}]', '42["disconnect"]', '42["connect"]', '42["newListener"]', '42["__proto__","x"]', '42["constructor",{"prototype":{}}]', "42[]", "42{}", "42[null]", '42[1,2]',
  '43["ok"]', '430["ok"]', '4399[{"ok":true}]', '44{"message":"x"}', '451-["watch",{"_placeholder":true,"num":0}]', '452-["watch",{"_placeholder":true,"num":1}]', '4599999-["watch",{"_placeholder":true,"num":99}]', '461-0[{"_placeholder":true,"num":0}]', "45", "451-", "4", "47", "49", "", '42["watch","' + "a".repeat(200) + '"]', `42[${"[".repeat(400)}${"]".repeat(400)}]`, "\u0000", "b4AAAA", "\u001e42[]\u001e2",
];

test("mutated packets stop nobody, open nothing, and never end the server", async () => {
  const random = randomFrom(seed);
  const corpus = new Corpus("packets");
  const clientId = await personOf(set.data.db, set.cast.aileen);
  const all = [...packets(clientId).map((one) => Uint8Array.from(Buffer.from(one))), ...corpus.inputs()];
  const count = size({ short: 4_000, long: Number(process.env.PACKETS ?? 1_000_000) });
  const lanes = 8;
  const pid = set.server.process.pid;
  // Somebody honest, who watches meanwhile; and what nobody who attacks may ever hear.
  const aileen = io(set.server.baseUrl, { path: "/live", transports: ["websocket"], reconnection: false, extraHeaders: { Cookie: set.cast.aileen.cookie, Origin: set.server.baseUrl } });
  expect(await aileen.timeout(45_000).emitWithAck("watch", `client:${clientId}`)).toEqual({ ok: true });
  let closed = 0;
  const leaks: string[] = [];
  const endured = await endure(set.server, async (warm) => {
    const cookies = [set.cast.bashir.cookie, set.cast.stran.cookie, set.cast.amir.cookie, set.cast.com.cookie, ""];
    const lane = async (cookie: string, nth: number) => {
      const headers = { Origin: set.server.baseUrl, ...(cookie ? { Cookie: cookie } : {}) };
      // Strangers come from many addresses: one of them alone would soon be refused for its number.
      const from = () => (cookie ? "127.0.0.1" : `127.1.${random.below(250)}.${1 + random.below(250)}`);
      const socket = new BatteredSocket(() => ({ url: `${set.server.baseUrl.replace("http", "ws")}/live/?EIO=4&transport=websocket`, headers, localAddress: from() }), cookie ? ["40"] : []);
      for (let n = 0; n < count / lanes; n++) {
        if (nth === 0 && n === Math.floor(count / lanes / 20)) await warm();
        const bytes = mutated(random.pick(all), all, random);
        // Text is what Socket.IO reads; now and then the same as binary.
        const taken = await socket.take(random.below(8) === 0 ? bytes : Buffer.from(bytes).toString("latin1"));
        if (taken.closed !== undefined) closed += 1;
        const answer = socket.heard.find((one) => one.startsWith("43")) ? "answered" : socket.heard.some((one) => one.startsWith("44")) ? "refused" : "silent";
        if (socket.heard.some((one) => one.includes("notice") || (one.includes(clientId) && one.includes("true")))) leaks.push(String.fromCharCode(...bytes));
        const kind = Buffer.from(bytes.subarray(0, 2)).toString("latin1").replaceAll(/[^0-6]/g, "x");
        if (corpus.notes(`${cookie ? "member" : "stranger"} ${kind} ${taken.closed ?? "open"} ${answer}`, bytes)) all.push(bytes);
      }
      socket.end();
    };
    await Promise.all(Array.from({ length: lanes }, (_, nth) => lane(cookies[nth % cookies.length] ?? "", nth)));
  });
  corpus.write();
  figure("G10 fuzzed-live", { seed, packets: count, closed, exits: 0, unhandled: 0, corpus: corpus.size, newBehaviours: corpus.found, ...endured });

  expect(closed).toBeGreaterThan(count / 100);
  expect(leaks).toEqual([]);
  expect(set.server.process.pid).toBe(pid);
  expect(set.server.process.exitCode).toBeNull();
  expect(set.server.output()).not.toMatch(uncaught);
  expect(aileen.connected).toBe(true);
  expect(await aileen.timeout(45_000).emitWithAck("watch", "people")).toEqual({ ok: true });
  aileen.disconnect();
  // Promised for a machine that does nothing else: the short run shares its own.
  expect(endured.grewMb).toBeLessThanOrEqual(longRun ? 100 : 400);
  expect(endured.longestLagMs).toBeLessThan(promised(1_000));
});
