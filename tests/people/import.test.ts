import { randomUUID } from "node:crypto";
import { existsSync, mkdtempSync, mkdirSync, rmSync, writeFileSync, copyFileSync, createWriteStream } from "node:fs";
import { once } from "node:events";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { beginImport, findImport, startImport } from "~/features/people/imports/imports.server";
import { runRegisterImport } from "~/features/people/imports/run.server";
import { storeRows } from "~/features/people/imports/store.server";
import { importFile, receiveFile } from "~/features/people/imports/upload.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Services } from "~/shared/services.server";
import { checkImport } from "~server/jobs/check-import";
import type { Database } from "~db/client";
import { database } from "../support/database";
import { lockWaits, told } from "../support/moments";
import { promised } from "../support/size";
import { eventually } from "../support/wait";
import { founded, placed } from "./cast";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-import-"));
const realFile = process.env.REGISTER_FILE ?? "../shared/data/oscr-local-charities-2021.csv";
const head = "Charity Name,Charity Number,Postcode,Latitude,Longitude,Main Operating Location";
let iona: Actor;
let services: Services;

beforeAll(async () => {
  mkdirSync(path.join(dataDir, "imports"));
  iona = await founded(house.db);
  const quiet = { info() {}, warn() {}, error() {} };
  services = { db: house.db, config: { dataDir }, log: quiet } as unknown as Services;
});
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function chosen(content: string | Buffer | ((file: string) => unknown)) {
  const importId = randomUUID();
  const file = importFile({ dataDir }, importId);
  if (typeof content === "function") await content(file);
  else writeFileSync(file, content);
  await withActor(house.db, iona, (trx) => beginImport(trx, iona, { importId, fileName: "register.csv", bytes: 1_000 }));
  await checkImport(services, importId);
  return importId;
}

const seen = (importId: string) => withActor(house.db, iona, (trx) => findImport(trx, iona, importId));

async function imported(content: Parameters<typeof chosen>[0], areas?: string[]) {
  const importId = await chosen(content);
  const { preview } = await seen(importId);
  await withActor(house.db, iona, (trx) => startImport(trx, iona, importId, areas ?? preview?.areas.map((area) => area.name) ?? []));
  await runRegisterImport(services, importId);
  const refusals = await withActor(house.db, iona, (trx) => trx.selectFrom("organisation_import_refusal").where("import_id", "=", importId).orderBy("line").selectAll().execute());
  return { ...(await seen(importId)), refusals };
}

const row = (number: number, name = `Charity ${number}`, area = "Fife") => `${name},SC${String(number).padStart(6, "0")},KY1 1AA,56.1,-3.1,${area}`;

describe("a register file", () => {
  test("is previewed, imported by area, and imported again without touching what is the same", async () => {
    const file = [head, row(101), row(102), row(103, "Moray folk", "Moray")].join("\n");
    const first = await imported(file, ["Fife"]);
    expect(first).toMatchObject({ state: "done", rows_read: 3, added: 2, changed: 0, unchanged: 0, refused: 0 });
    const [before] = await house.admin`select changed_at, source from organisation where charity_number = 'SC000101'`;
    const again = await imported(file.replace("Charity 102", "Charity 102 renamed"), ["Fife"]);
    expect(again).toMatchObject({ added: 0, changed: 1, unchanged: 1 });
    const [after] = await house.admin`select changed_at, source from organisation where charity_number = 'SC000101'`;
    expect(after).toEqual(before);
    expect(after?.source).toBe("register");
  });

  test("may have its columns in another order, a byte order mark, semicolons, Windows line ends and Latin-1 letters", async () => {
    const windows = Buffer.from(["Postcode;Charity Number;Charity Name;Main Operating Location;Longitude;Latitude", "KY1 1AA;SC000201;Caf\u00e9 \u0096 C\u00f2mhla;Fife;-3.1;56.1"].join("\r\n"), "latin1");
    expect(await imported(windows)).toMatchObject({ added: 1, preview: { form: { encoding: "windows-1252", delimiter: ";" } } });
    const [kept] = await house.admin`select name from organisation where charity_number = 'SC000201'`;
    expect(kept?.name).toBe("Café – Còmhla");
    expect(await imported(`\ufeff${head}\n"Quoted, with comma and ""quotes""",SC000202,KY1 1AA,56.1,-3.1,Fife`)).toMatchObject({ added: 1 });
  });

  test("has each bad line refused with its reason, and the good ones kept", async () => {
    const lines = [head, row(301), row(301, "Twice"), "Cut,SC0003", row(302).replace("56.1", "156.1"), row(303).replace("-3.1", "west"), row(304).replace("SC000304", "12345"), row(305).replace("SC000305", ""), row(306, ""), row(307, "n".repeat(301)), row(308, "bad\u0000byte\u0007")];
    const done = await imported(Buffer.from(lines.join("\n").replace("\u0000", "")));
    expect(done).toMatchObject({ state: "done", added: 1, refused: 9 });
    expect(done.refusals.map((one) => one.line)).toEqual([3, 4, 5, 6, 7, 8, 9, 10, 11]);
    expect(done.refusals.map((one) => one.reason).join("\n")).toMatch(/earlier line[^]*may be cut off[^]*outside the United Kingdom[^]*not a number[^]*not a Scottish charity number[^]*no charity number[^]*no name[^]*300 letters[^]*not text/);
    expect(done.refusals.every((one) => one.excerpt.length <= 120)).toBe(true);
  });

  test("that breaks off inside a quote keeps what came before", async () => {
    const done = await imported([head, row(401), `"Half a char`].join("\n"));
    expect(done).toMatchObject({ state: "done", added: 1, refused: 1 });
    expect(done.refusals[0]?.reason).toContain("never closed");
  });

  test.each([
    ["nothing", Buffer.alloc(0), /empty/],
    ["a spreadsheet", Buffer.from("PK\u0003\u0004rest"), /spreadsheet/],
    ["a picture", Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]), /not a CSV/],
    ["a page", Buffer.from("<html>\n<body>Hello</body>"), /columns. Missing/],
    ["other columns", Buffer.from("Name,Number\nA,1"), /Missing: “Charity Name”/],
  ])("that is %s is refused in one sentence", async (_what, content, sentence) => {
    expect(await seen(await chosen(content))).toMatchObject({ state: "failed", failure: expect.stringMatching(sentence) });
  });

  test("in a form that does not say where its parts end is refused in words", async () => {
    const form = new Request("http://localhost/directory/import", { method: "POST", headers: { "Content-Type": "multipart/form-data; boundary=" }, body: "--b--" });
    await expect(receiveFile(form, path.join(tmpdir(), "never-written.csv"))).rejects.toMatchObject({ code: "wrong_entry" });
  });

  test("with a field without end is refused once and never held in memory", async () => {
    const before = process.memoryUsage().rss;
    const endless = async (file: string) => {
      const out = createWriteStream(file);
      out.write(`${head}\n${row(501)}\n"`);
      for (let i = 0; i < 100; i += 1) if (!out.write("x".repeat(1_000_000))) await once(out, "drain");
      out.end();
      await once(out, "close");
    };
    const done = await imported(endless);
    expect(done).toMatchObject({ state: "done", added: 1, refused: 1 });
    expect(done.refusals[0]?.reason).toContain("64,000");
    expect(process.memoryUsage().rss - before).toBeLessThan(150_000_000);
  });

  test("half imported by a process that died is finished by the next, and the first writes nothing more", async () => {
    const importId = await chosen([head, ...Array.from({ length: 2_500 }, (_, at) => row(600_000 + at))].join("\n"));
    await withActor(house.db, iona, (trx) => startImport(trx, iona, importId, ["Fife"]));
    const dying = await house.admin.begin(async (hold) => {
      await hold`lock table organisation in share row exclusive mode`;
      const running = runRegisterImport(services, importId);
      // It has taken the import and waits to write its first batch; meanwhile another takes the import over.
      await eventually(async () => (await house.admin`select 1 from pg_locks where not granted and relation = 'organisation'::regclass`).length > 0, "the import to wait");
      await hold`update organisation_import set run = gen_random_uuid() where id = ${importId}`;
      return { running };
    });
    await dying.running;
    expect((await seen(importId)).state).not.toBe("done");
    await runRegisterImport(services, importId);
    expect(await seen(importId)).toMatchObject({ state: "done", rows_read: 2_500 });
    const [count] = await house.admin`select count(*)::int as n from organisation where charity_number >= 'SC600000'`;
    expect(count?.n).toBe(2_500);
  });

  test.skipIf(!existsSync(realFile))("the whole Scottish register of 2021 takes seconds, twice", async () => {
    const copy = (file: string) => copyFileSync(realFile, file);
    const begun = Date.now();
    const first = await imported(copy);
    expect(Date.now() - begun).toBeLessThan(promised(15_000));
    expect(first.rows_read).toBe(14_921);
    expect(first.added + first.unchanged + first.changed + first.refused).toBe(14_921);
    expect(await imported(copy)).toMatchObject({ added: 0, changed: 0 });
    console.info(`register: ${first.added} added, ${first.refused} refused, ${Date.now() - begun} ms for two runs`);
  });
});

describe("who may import", () => {
  test("nobody but a facilitator, by the feature's rule and by the database's", async () => {
    const { actor } = await placed(house.db, iona, "Morag Bain", "manager");
    const file = { importId: randomUUID(), fileName: "x.csv", bytes: 1 };
    await expect(withActor(house.db, actor, (trx) => beginImport(trx, actor, file))).rejects.toMatchObject({ code: "not_allowed" });
    const pretending: Actor = { ...actor, seats: iona.seats };
    await expect(withActor(house.db, pretending, (trx) => beginImport(trx, pretending, file))).rejects.toMatchObject({ code: "42501" });
    const importId = await chosen([head, row(701)].join("\n"));
    await expect(withActor(house.db, actor, (trx) => findImport(trx, actor, importId))).rejects.toMatchObject({ code: "not_found" });
    await expect(withActor(house.db, pretending, (trx) => findImport(trx, pretending, importId))).rejects.toMatchObject({ code: "not_found" });
  });
});

test("two imports of the same charities in another order wait for one another, and not each for the other", async () => {
  const of = (number: string) => ({ name: `Charity ${number}`, number, postcode: null, latitude: null, longitude: null, area: "Fife" });
  const [low, high] = ["SC900001", "SC900002"];
  const stores = (numbers: string[]) => (trx: Database) => storeRows(trx, iona.accountId, numbers.map(of));
  let other: Promise<string> = Promise.resolve("");
  const one = withActor(house.db, iona, async (trx) => {
    await stores([low])(trx);
    other = told(withActor(house.db, iona, stores([high, low])));
    await eventually(async () => (await lockWaits(house)) > 0, "the other to wait");
    await stores([high])(trx);
  });
  expect([await told(one), await other]).toEqual(["done", "done"]);
});
