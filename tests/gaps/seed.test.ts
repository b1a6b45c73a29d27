import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Services } from "~/shared/services.server";
import { seedTypical } from "~db/seeds/typical";
import { askStories, gapStories } from "~db/seeds/typical/gaps";
import { readConfig } from "~server/config";
import { createDocuments } from "~server/documents";
import { createLog } from "~server/log";
import { database } from "../support/database";

const house = database();
const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-seed-"));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

beforeAll(async () => {
  const config = readConfig({ DATA_DIR: dataDir });
  const log = createLog({ ...config, logLevel: "silent" });
  const live = createDocuments({ pool: house.pool, words: house.pool }, log);
  const services: Services = { db: house.db, config, log, documents: live.documents, limit: async () => {}, together: (_key, read) => read() };
  await seedTypical(services);
  await live.stop();
});

const one = async (query: Promise<readonly object[]>) => (await query)[0];

describe("Inverlaw's gaps", () => {
  test("are spread over the columns, each where its story leaves it", async () => {
    const rows = await house.admin`select place, count(*)::int as count from gap group by place`;
    expect(Object.fromEntries(rows.map(({ place, count }) => [place, count]))).toEqual({ noticed: 8, seen: 12, working: 9, met: 5, resting: 6 });
    expect(await one(house.admin`select count(*)::int as count from gap`)).toEqual({ count: gapStories.length });
  });

  test("happened in their order: nothing before its gap was posted, nothing in the future", async () => {
    const wrong = await house.admin`
      select g.sentence from gap g join lateral (
        select at from gap_join where gap_id = g.id union all select at from gap_move where gap_id = g.id
        union all select at from gap_role where gap_id = g.id union all select at from gap_stage where gap_id = g.id) a on a.at < g.at or a.at > now()
      union select g.sentence from gap g join gap_move m on m.gap_id = g.id join gap_move n on n.gap_id = g.id and n.number > m.number and n.at < m.at`;
    expect(wrong).toEqual([]);
  });

  test("show everything that can become of one: a whole kit, dates, letters, words of three people, a flag, a quiet one, one handed on", async () => {
    expect(await one(house.admin`select count(distinct task)::int as tasks from gap_kit where state = 'done' group by gap_id order by 1 desc limit 1`)).toEqual({ tasks: 10 });
    expect(await one(house.admin`select count(distinct gap_id)::int as gaps from gap_letter`)).toEqual({ gaps: 2 });
    expect(await one(house.admin`select count(distinct gap_id)::int as groups from gap_group`)).toEqual({ groups: 3 });
    expect(await one(house.admin`select count(*) > 0 as ahead from group_session where starts_at > now()`)).toEqual({ ahead: true });
    expect(await house.admin`select stage, count(*)::int as count from gap_stage where stage in ('running', 'handed_on') group by 1 order by 1`).toEqual([{ stage: "handed_on", count: 1 }, { stage: "running", count: 2 }]);
    expect(await one(house.admin`select count(*)::int as flagged from words_flag where reviewed_at is null`)).toEqual({ flagged: 1 });
    expect(await one(house.admin`select count(*)::int as quiet from gap where place in ('noticed', 'seen', 'working') and last_active_at < now() - interval '60 days'`)).toEqual({ quiet: 1 });
    expect(await one(house.admin`select count(*) > 0 as stepped from gap_role where role = 'spotter' and ended_at is not null`)).toEqual({ stepped: true });
    expect(await house.admin`select count(*)::int as writers from document_update u join document d on d.id = u.document_id where d.kind = 'proposal' group by u.document_id order by 1`).toEqual([{ writers: 2 }, { writers: 2 }]);
  });
});

test("Inverlaw has asked a dozen questions; kept answers are among them, one of them a year old", async () => {
  expect(await one(house.admin`select count(*)::int as count from ask`)).toEqual({ count: askStories.length });
  expect(await one(house.admin`select count(*)::int as kept, count(*) filter (where at < now() - interval '1 year')::int as old from ask_acceptance where ended_at is null`)).toEqual({ kept: 8, old: 1 });
});
