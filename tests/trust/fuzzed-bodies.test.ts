import { Agent, request } from "node:http";
import { randomUUID } from "node:crypto";
import { beforeAll, expect, test } from "vitest";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { postGap } from "~/features/gaps/commands.server";
import { offerDays, waitOrHold } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import { sharedNote } from "../support/factories";
import { mutated } from "../support/mutate";
import { cookieFor } from "../support/server";
import { figure, longRun, promised, randomFrom, seedFor, size, type Random } from "../support/size";
import { stage } from "../support/stage";
import { fill } from "./access/ask";
import { routePolicies } from "./access/policy";
import { routeManifest } from "./access/routes";
import { Corpus } from "./corpus/keep";
import { wordsForms } from "./gaps/forms";
import { RawWire } from "./raw-wire";
import { canBeAsked, endure, uncaught } from "./under-load";

const set = stage({ LOG_LEVEL: "warn", ...canBeAsked });
const seed = seedFor("G10 fuzzed-bodies");
type Target = { path: string; form: Record<string, string> };
let targets: Target[];
let params: Record<string, string>;
beforeAll(async () => {
  const { clientId, note, documentId } = await sharedNote(set.data.db, set.cast.aileen, set.cast.organisations.foodHub);
  const { aileen } = set.cast;
  const { gapId } = await withActor(set.data.db, aileen, (trx) => postGap(trx, aileen, { sentence: "Nowhere warm to sit after five", need: "warmth", groups: [] }));
  const { askId } = await withActor(set.data.db, aileen, (trx) => askNetwork(trx, aileen, { question: "Who lends a wheelchair?", need: "health", groups: [] }));
  const { bashir } = set.cast;
  const { dayIds: [dayId = ""] } = await withActor(set.data.db, bashir, (trx) => offerDays(trx, bashir, { date: addDays(dayAt(new Date()), 60), from: "09:30", until: "13:00", where: "The hall", expect: "Sorting", places: 2 }));
  const { bookingId } = await withActor(set.data.db, aileen, (trx) => waitOrHold(trx, aileen, dayId));
  // Forms of it end things, as they should: of those who send them nobody sits there.
  params = { gapId, askId, dayId, bookingId, clientId, noteId: note.noteId, sectionId: note.sectionOf("shared_plan"), documentId, eventId: randomUUID(), grantId: randomUUID(), unknown: randomUUID(), organisationId: set.cast.organisations.council, postId: set.cast.posts.aileen, importId: randomUUID(), token: "x" };
  const { routes } = await routeManifest();
  targets = routes
    .filter(({ takesPost }) => takesPost)
    .flatMap(({ path, isPage }) => {
      const form = Object.fromEntries(Object.entries(routePolicies[path]?.form ?? { name: "x", email: "x@example.test", words: "x" }).map(([name, value]) => [name, fill(value, params)]));
      const here = fill(path, params);
      return [{ path: here, form }, ...(isPage ? [{ path: `${here}.data`, form }] : [])];
    });
  // A page of a gap takes many forms: each of those with words in it.
  targets.push(...wordsForms({ gapId, askId, volunteerId: randomUUID(), cast: set.cast }).map(({ path, form }) => ({ path, form })));
});

type Body = { type: string; bytes: Uint8Array };
const utf8 = (text: string) => Uint8Array.from(Buffer.from(text));

/** One form in every dress a form can wear, and in some that none should. */
function bodiesOf(form: Record<string, string>): Body[] {
  const parts = Object.entries(form).map(([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`).join("");
  const file = '--b\r\nContent-Disposition: form-data; name="file"; filename="r.csv"\r\nContent-Type: text/csv\r\n\r\nCharity Name,Charity Number\r\nA,1\r\n';
  return [
    { type: "application/x-www-form-urlencoded", bytes: utf8(String(new URLSearchParams(form))) },
    { type: "application/x-www-form-urlencoded;charset=UTF-8", bytes: utf8(`${new URLSearchParams(form)}&${new URLSearchParams(form)}&__proto__=x&grants[0].classes[0]=x&a[constructor][prototype][x]=1&%`) },
    { type: "multipart/form-data; boundary=b", bytes: utf8(`${parts}--b--\r\n`) },
    { type: "multipart/form-data; boundary=b", bytes: utf8(`${parts}${file}--b--\r\n`) },
    { type: "multipart/form-data; boundary=", bytes: utf8(`${parts}--b--\r\n`) },
    { type: "application/json", bytes: utf8(JSON.stringify({ intent: "answer", challengeId: randomUUID(), ...form, response: { id: "x", rawId: "x", type: "public-key", response: { clientDataJSON: "e30" } } })) },
    { type: "application/json", bytes: utf8(`${"[".repeat(3_000)}${"]".repeat(3_000)}`) },
    { type: "text/x-script", bytes: utf8('[{"_1":2,"_3":4},"data","x",["P",5],"__proto__",["Z",0],"then"]\n') },
    { type: "text/plain", bytes: utf8("a=b") },
    { type: "", bytes: utf8(String(new URLSearchParams(form))) },
  ];
}

type Sent = { path: string; method: string; headers: Record<string, string>; body: Uint8Array; agent: Agent };
type Answer = { status: number; type: string; text: string };

function send({ path, method, headers, body, agent }: Sent): Promise<Answer> {
  return new Promise((resolve) => {
    const asked = request({ agent, host: "127.0.0.1", port: set.server.port, method, path, headers: { ...headers, "Content-Length": body.byteLength } }, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.once("close", () => resolve({ status: response.statusCode ?? 0, type: String(response.headers["content-type"] ?? ""), text: Buffer.concat(pieces).toString("latin1") }));
    });
    asked.setTimeout(30_000, () => asked.destroy());
    asked.once("error", () => resolve({ status: 0, type: "", text: "" }));
    asked.end(method === "GET" ? undefined : body);
  });
}

/** The same form with its length or its chunks told wrongly. */
async function sendBroken(random: Random, path: string, headers: Record<string, string>, body: Uint8Array): Promise<Answer> {
  const framing = random.pick([
    [`Content-Length: ${body.byteLength + 1 + random.below(1_000)}`, ""],
    [`Content-Length: ${random.below(body.byteLength + 1)}`, ""],
    ["Content-Length: -1", ""],
    ["Content-Length: 99999999999999", ""],
    [`Content-Length: ${body.byteLength}\r\nContent-Length: 0`, ""],
    [`Content-Length: ${body.byteLength}\r\nTransfer-Encoding: chunked`, "5\r\n"],
    ["Transfer-Encoding: chunked", `${body.byteLength.toString(16)}\r\n`],
    ["Transfer-Encoding: chunked", "zz\r\n"],
    ["Transfer-Encoding: chunked", "FFFFFFFFFFFFFFFFF\r\n"],
    ["Transfer-Encoding: chunked", `${"0".repeat(2_000)}5;${"x".repeat(random.below(20_000))}\r\n`],
    ["Transfer-Encoding: identity, chunked", "1\r\n"],
    ["Expect: 100-continue\r\nContent-Length: 5", ""],
    [`X-Long: ${"x".repeat(random.below(30_000))}\r\nContent-Length: 1`, ""],
  ] as const);
  const wire = new RawWire({ port: set.server.port, from: `127.2.${random.below(250)}.${1 + random.below(250)}` });
  wire.say(`POST ${path} HTTP/1.1\r\nHost: 127.0.0.1:${set.server.port}\r\n${Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`).join("")}${framing[0]}\r\n\r\n${framing[1]}`).say(body);
  wire.socket.end();
  await wire.closed;
  return { status: wire.status(), type: /content-type: (.*)/i.exec(wire.text())?.[1] ?? "", text: wire.text() };
}

/** What nobody outside may read: where in our code something went wrong, and how. */
const trace = /\n\s+at \S|node_modules|\.tsx?:\d+|PostgresError|TypeError|SyntaxError: |violates|syntax error at/;

test("mutated forms, in every dress and every framing, are answered in words or not at all, and break nothing", async () => {
  const random = randomFrom(seed);
  const corpus = new Corpus("bodies");
  const found = corpus.inputs();
  const count = size({ short: 600, long: Number(process.env.BODIES ?? 100_000) });
  const pid = set.server.process.pid;
  const faults = new Set<string>();
  const answers: Record<string, number> = {};
  const unlimited = setInterval(() => void set.data.admin`delete from rate_limit`.catch(() => {}), 500);
  const endured = await endure(set.server, async (warm) => {
    const who = [set.cast.aileen, set.cast.fay, set.cast.bashir, undefined];
    const lane = async (nth: number) => {
      let cookie = "";
      let agent = new Agent({ keepAlive: true });
      for (let n = 0; n < count / 6; n++) {
        // Some of these forms sign out or cover the page; and one address may only ask so often.
        if (n % 40 === 0) {
          const member = who[(nth + n / 40) % who.length];
          cookie = member ? await cookieFor(set.data.db, member.accountId) : "";
          agent.destroy();
          agent = new Agent({ keepAlive: true, localAddress: `127.3.${random.below(250)}.${1 + random.below(250)}` });
        }
        if (nth === 0 && n === Math.floor(count / 60)) await warm();
        const { path, form } = random.pick(targets);
        // Mostly what a route reads at all: the rest is refused at the door.
        const dresses = bodiesOf(form).filter((one) => random.below(4) === 0 || (/import/.test(path) ? /^multipart/ : /passkey|code/.test(path) ? /json/ : /urlencoded/).test(one.type));
        const { type, bytes } = random.pick(dresses.length > 0 ? dresses : bodiesOf(form));
        const all = [...bodiesOf(form).map((one) => one.bytes), ...found];
        const body = random.below(6) === 0 ? bytes : mutated(random.below(5) === 0 ? random.pick(all) : bytes, all, random);
        const headers = { Origin: set.server.baseUrl, "Sec-Fetch-Site": "same-origin", ...(type ? { "Content-Type": type } : {}), ...(cookie ? { Cookie: cookie } : {}) };
        const query = random.below(6) === 0 ? `?_routes=${encodeURIComponent(Buffer.from(random.bytes(12)).toString("latin1"))}&index&${Buffer.from(random.bytes(6)).toString("hex")}=` : "";
        const kind = random.below(10);
        const answer =
          kind === 0
            ? await sendBroken(random, path, headers, body)
            : kind === 1
              ? await send({ path: `/__manifest?version=${random.below(9)}&paths=${encodeURIComponent(Buffer.from(body).toString("latin1")).slice(0, 3_000)}`, method: "GET", headers, body, agent })
              : await send({ path: `${path}${query}`, method: random.pick(["POST", "POST", "POST", "PUT", "PATCH", "DELETE"]), headers, body, agent });
        const where = path.replaceAll(/[0-9a-f-]{36}/g, "ID");
        answers[answer.status] = (answers[answer.status] ?? 0) + 1;
        if (answer.status >= 500) faults.add(`${answer.status} ${where} ${type} ${Buffer.from(body).toString("base64").slice(0, 400)}`);
        if (trace.test(answer.text)) faults.add(`trace ${where} ${type} ${trace.exec(answer.text)?.[0]}`);
        if (kind > 1 && corpus.notes(`${where} ${type.split(";")[0]} ${answer.status}`, body)) found.push(body);
      }
      agent.destroy();
    };
    await Promise.all(Array.from({ length: 6 }, (_, nth) => lane(nth)));
  });
  clearInterval(unlimited);
  corpus.write();
  figure("G10 fuzzed-bodies", { seed, bodies: count, faults: faults.size, exits: 0, unhandled: 0, corpus: corpus.size, newBehaviours: corpus.found, ...Object.fromEntries(Object.entries(answers).map(([status, n]) => [`answered${status}`, n])), ...endured });

  expect([...faults]).toEqual([]);
  expect(set.server.process.pid).toBe(pid);
  expect(set.server.process.exitCode).toBeNull();
  expect(set.server.output()).not.toMatch(uncaught);
  const page = await fetch(`${set.server.baseUrl}/people/${params.clientId}`, { headers: { Cookie: set.cast.aileen.cookie } });
  expect(page.status).toBe(200);
  // Promised for a machine that does nothing else: the short run shares its own.
  expect(endured.grewMb).toBeLessThanOrEqual(longRun ? 100 : 400);
  expect(endured.longestLagMs).toBeLessThan(promised(1_000));
});
