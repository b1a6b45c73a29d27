import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Services } from "~/shared/services.server";
import { seedTypical } from "~db/seeds/typical";
import { dayStories, eventStories } from "~db/seeds/typical/diary";
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

describe("Inverlaw's shadow days", () => {
  test("are there, past and to come, on working days, and none happened out of its order", async () => {
    expect(await one(house.admin`select count(*) between 28 and 36 as enough, count(*) filter (where ends_at < now()) > 9 as been, count(*) filter (where starts_at > now()) > 9 as coming from shadow_day`)).toEqual({ enough: true, been: true, coming: true });
    expect(await one(house.admin`select count(*)::int as offers from shadow_offer`)).toEqual({ offers: dayStories.length });
    expect(await house.admin`select id from shadow_day where extract(isodow from starts_at at time zone 'Europe/London') > 5`).toEqual([]);
    expect(await house.admin`
      select b.id from shadow_booking b join shadow_day d on d.id = b.day_id join shadow_offer o on o.id = d.offer_id
        left join shadow_turn t on t.booking_id = b.id left join shadow_turn n on n.booking_id = b.id and n.number = t.number + 1
      where b.at < o.at or t.at < b.at or n.at < t.at or t.at > now() or t.to_state = 'confirmed' and t.at >= d.starts_at`).toEqual([]);
    expect(await house.admin`select d.id from shadow_day d where d.taken <> (select count(*) from shadow_booking b where b.day_id = d.id and app.takes_place(b.state)) or d.waiting <> (select count(*) from shadow_booking b where b.day_id = d.id and b.state = 'waiting')`).toEqual([]);
  });

  test("show everything that can become of one: both ways, full with a line, a handover, called off, shared and private", async () => {
    expect(await one(house.admin`select count(*) > 0 as both from shadow_booking a join shadow_booking b on a.organisation_id = b.host_organisation_id and b.organisation_id = a.host_organisation_id where a.state = 'confirmed' and b.state = 'confirmed'`)).toEqual({ both: true });
    expect(await one(house.admin`select count(*)::int as full from shadow_day where taken = places and waiting > 0 and starts_at > now()`)).toEqual({ full: 3 });
    expect(await one(house.admin`select count(*)::int as handovers from shadow_offer where kind = 'handover'`)).toEqual({ handovers: 1 });
    expect(await one(house.admin`select count(*)::int as off from shadow_day where cancelled_at is not null`)).toEqual({ off: 1 });
    expect(await house.admin`select shared, count(*) > 2 as some from shadow_reflection group by 1 order by 1`).toEqual([{ shared: false, some: true }, { shared: true, some: true }]);
    for (const state of ["asked", "confirmed", "refused", "waiting", "cancelled"]) expect((await house.admin`select 1 from shadow_booking where state = ${state}`).length).toBeGreaterThan(0);
    expect(await house.admin`select answer, count(*)::int as count from shadow_wish group by 1 order by 1`).toEqual([{ answer: "no", count: 1 }, { answer: null, count: 1 }]);
  });
});

describe("Inverlaw's learning events", () => {
  test("are there, past and to come, and none happened out of its order", async () => {
    expect(await one(house.admin`select count(*)::int as events, count(*) filter (where ends_at < now()) > 6 as been, count(*) filter (where starts_at > now()) > 6 as coming from learning_event`)).toMatchObject({ been: true, coming: true });
    expect(await one(house.admin`select count(*)::int as alone from learning_event where series_id is null`)).toEqual({ alone: eventStories.length });
    expect(await house.admin`
      select e.title from learning_event e left join event_answer a on a.event_id = e.id left join event_presence p on p.event_id = e.id left join event_recap r on r.event_id = e.id left join event_action x on x.event_id = e.id
      where greatest(a.at, p.at, r.at, x.at, x.done_at, e.at) > now() or a.at < e.at or p.at < e.starts_at or r.at < e.ends_at or x.done_at < x.at`).toEqual([]);
  });

  test("show everything that can become of one: a series with its reasons, a date being found, a full one, one to sign in to today, turnout, a recap, actions", async () => {
    expect(await one(house.admin`select count(*)::int as left_out, count(*) filter (where t.line like 'No session: %')::int as with_reason from learning_event e join event_turn t on t.event_id = e.id where e.series_id is not null and e.state = 'cancelled'`)).toEqual({ left_out: 2, with_reason: 2 });
    expect(await one(house.admin`select count(*)::int as options, count(distinct v.invitee_id)::int as voters, count(distinct i.id) filter (where i.guest_name is not null)::int as guests from learning_event e join event_option o on o.event_id = e.id join event_vote v on v.option_id = o.id join event_invitee i on i.id = v.invitee_id where e.state = 'finding_date'`)).toMatchObject({ voters: 5, guests: 2 });
    expect(await one(house.admin`select count(*)::int as waiting from event_answer where place = 'waiting' and ended_at is null`)).toEqual({ waiting: 1 });
    expect(await one(house.admin`select count(*)::int as today from learning_event where (starts_at at time zone 'Europe/London')::date = (now() at time zone 'Europe/London')::date and title like 'Winter cupboard%'`)).toEqual({ today: 1 });
    expect(await one(house.admin`select count(distinct p.role) > 2 as roles from event_presence e join event_invitee i on i.id = e.invitee_id join post p on p.id = i.invited_post_id`)).toEqual({ roles: true });
    expect(await one(house.admin`select count(*) filter (where done_at is null and due_on < current_date)::int as late, count(*) filter (where done_at is not null)::int as done from event_action`)).toEqual({ late: 1, done: 1 });
    expect(await one(house.admin`select (select count(*) from event_recap)::int as recaps, (select count(*) from document_update u join document d on d.id = u.document_id where d.kind = 'recap')::int as written, (select count(*) > 8 from learning_entry) as learned`)).toEqual({ recaps: 3, written: 3, learned: true });
  });

  test("cost a first start no letter: what is told of months gone by is news to nobody", async () => {
    expect(await house.admin`select kind from mail where kind not in ('invitation', 'sign_in_code')`).toEqual([]);
  });
});
