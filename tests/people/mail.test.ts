import { randomUUID } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type AddressInfo, type Server } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startJobs, type Jobs } from "~server/jobs";
import { sendLetter } from "~server/jobs/send-letter";
import type { Services } from "~/shared/services.server";
import { database } from "../support/database";
import { patience } from "../support/wait";
import { founded } from "./cast";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-mail-"));
const received: string[] = [];
let server: Server;
let refuses = false;

beforeAll(async () => {
  await founded(house.db);
  server = createServer((socket) => {
    let inData = false;
    let text = "";
    socket.write("220 test\r\n");
    socket.on("error", () => {});
    socket.on("data", (piece) => {
      text += piece.toString("utf8");
      for (let end = text.indexOf("\r\n"); !inData && end >= 0; end = text.indexOf("\r\n")) {
        const line = text.slice(0, end);
        text = text.slice(end + 2);
        if (line === "DATA") inData = true;
        socket.write(line === "DATA" ? "354 go on\r\n" : refuses && line.startsWith("RCPT") ? "550 no such box\r\n" : "250 yes\r\n");
      }
      if (inData && text.endsWith("\r\n.\r\n")) {
        received.push(text);
        inData = false;
        text = "";
        socket.write("250 taken\r\n");
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const quiet = { info() {}, warn() {}, error() {} };
function services(smtp: boolean): Services {
  const smtpUrl = smtp ? `smtp://127.0.0.1:${(server.address() as AddressInfo).port}?ignoreTLS=true` : undefined;
  return { db: house.db, log: quiet, config: { dataDir, smtpUrl, mailFrom: "Common Thread <no-reply@harbour.example>" } } as unknown as Services;
}

async function letter(kind: "invitation" | "sign_in_code" | "notice", to = "jo@harbour.example"): Promise<string> {
  const id = randomUUID();
  await house.db.insertInto("mail").values({ id, to_address: to, subject: "Hello\r\nBcc: evil@example.org", body: "123456\n\nCòmhla", kind }).execute();
  return id;
}
const row = async (id: string) => (await house.admin`select body, sent_at, failure from mail where id = ${id}`)[0];

describe("a letter", () => {
  test("goes to the mail server once; what it held of a way in is then taken away", async () => {
    const id = await letter("sign_in_code");
    await Promise.all([sendLetter(services(true), id), sendLetter(services(true), id)]);
    await sendLetter(services(true), id);
    expect(received).toHaveLength(1);
    expect(received[0]).toMatch(/^To: jo@harbour\.example$/im);
    expect(received[0]).not.toMatch(/^Bcc:/im);
    expect(await row(id)).toMatchObject({ failure: null, body: expect.not.stringContaining("123456") });
  });

  test("that is refused says why in the outbox, is thrown to be tried again, and keeps its words", async () => {
    const id = await letter("invitation");
    refuses = true;
    await expect(sendLetter(services(true), id)).rejects.toThrow(/not taken/);
    expect(await row(id)).toMatchObject({ sent_at: null, failure: expect.stringContaining("550"), body: expect.stringContaining("123456") });
    refuses = false;
    await sendLetter(services(true), id);
    expect(await row(id)).toMatchObject({ failure: null, sent_at: expect.any(Date) });
  });

  test("without a mail server becomes a file that only the server's owner reads; an invitation stays readable in the outbox", async () => {
    const id = await letter("invitation");
    await sendLetter(services(false), id);
    const file = path.join(dataDir, "outbox", readdirSync(path.join(dataDir, "outbox")).find((name) => name.includes(id)) ?? "");
    expect(readFileSync(file, "utf8")).toMatch(/^Subject: Hello/im);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect((await row(id))?.body).toContain("123456");
  });

  test("to an odd address goes to one address, never to a list", async () => {
    const id = await letter("notice", "a@x.example, evil@example.org");
    await sendLetter(services(true), id).catch(() => {});
    expect(received.join("")).not.toMatch(/^To: .*evil@/im);
  });
});

describe("the queue", () => {
  let jobs: Jobs | undefined;
  afterAll(() => jobs?.stop());

  test("takes up at once what a killed process had in hand, and not what another that lives has", async () => {
    /** A letter that somebody has in hand from the moment it is written. */
    const inHandOf = async (by: string, ago: string) => {
      const id = randomUUID();
      await house.admin.begin(async (sql) => {
        await sql`insert into mail (id, to_address, subject, body, kind) values (${id}, 'jo@harbour.example', 'Hello', 'Hello', 'notice')`;
        await sql`update graphile_worker._private_jobs set locked_by = ${by}, locked_at = now() - ${ago}::interval, attempts = 1 where payload->>'id' = ${id}`;
      });
      return id;
    };
    const left = await inHandOf("pool-dead", "1 minute");
    const alive = await startJobs(services(false), house.url);
    await expect.poll(async () => (await row(left))?.sent_at, { timeout: patience }).toBeInstanceOf(Date);
    const held = await inHandOf("pool-alive", "0");
    const beside = await startJobs(services(false), house.url);
    await Promise.all([alive.stop(), beside.stop()]);
    expect(await house.admin`select locked_by from graphile_worker._private_jobs where payload->>'id' = ${held}`).toEqual([{ locked_by: "pool-alive" }]);
  });

  test("carries a letter because its row was written, and none of a change that was taken back", async () => {
    jobs = await startJobs(services(false), house.url);
    expect(jobs.running()).toBe(true);
    const kept = await letter("notice");
    const undone = randomUUID();
    await house.db
      .transaction()
      .execute(async (trx) => {
        await trx.insertInto("mail").values({ id: undone, to_address: "x@harbour.example", subject: "No", body: "No", kind: "notice" }).execute();
        throw new Error("taken back");
      })
      .catch(() => {});
    await expect.poll(async () => (await row(kept))?.sent_at, { timeout: patience }).toBeInstanceOf(Date);
    expect(readdirSync(path.join(dataDir, "outbox")).some((name) => name.includes(undone))).toBe(false);
  });

  test("signs in as a role that may read nothing of ours", async () => {
    const [can] = await house.admin`select count(*)::int as tables from pg_class c where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
      and has_table_privilege('worker', c.oid, 'select, insert, update, delete')`;
    expect(can?.tables).toBe(0);
    const [role] = await house.admin`select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as mighty from pg_roles where rolname = 'worker'`;
    expect(role?.mighty).toBe(false);
  });
});
