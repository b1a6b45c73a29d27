import { beforeAll, expect, test } from "vitest";
import { bulkHand } from "~db/seeds/busy/bulk";
import { drawing } from "~db/seeds/busy/ids";
import { tellBusyNetwork } from "~db/seeds/busy/network";
import { busySize } from "~db/seeds/busy/size";
import { database } from "../support/database";
import { brokenKeys } from "./busy-compared";

/** What is loaded without triggers and foreign keys is what they would have left. */
const house = database();

beforeAll(async () => {
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost", diary: { bookings: 600, series: 12 }, ties: { ties: 80, contactsEach: 20 }, leaving: { decisions: 40 } });
  await tellBusyNetwork(hand, drawing(5), { ...busySize(0.1), clients: 40, sections: 400, gaps: 40 }, () => {}, () => hand.copying.keepUp());
});

const none = async (query: PromiseLike<readonly object[]>) => expect(await query).toEqual([]);

test("there are as many as were asked for, each with its story", async () => {
  expect(await house.admin`select count(*)::int as ties, count(*) filter (where state = 'held') > 70 as held from tie`).toEqual([{ ties: 80, held: true }]);
  const [written] = await house.admin`select count(*) filter (where account_id is not null)::int as written, count(*) filter (where kind = 'event') > 0 as events, count(*) filter (where kind = 'gap') > 0 as gaps from tie_contact`;
  expect(written).toEqual({ written: 20 * Number((await house.admin`select count(*)::int as n from tie where state <> 'proposed'`)[0]?.n), events: true, gaps: true });
});

test("each tie stands where its last turn left it, and was last in touch when its story says so", async () => {
  await none(house.admin`select t.id from tie t left join lateral (select r.number, r.to_state from tie_turn r where r.tie_id = t.id order by r.number desc limit 1) r on true where t.version is distinct from r.number or t.state is distinct from r.to_state`);
  await none(house.admin`select r.id from tie_turn r join tie_turn n on n.tie_id = r.tie_id and n.number = r.number + 1 where n.at < r.at`);
  await none(house.admin`select t.id from tie t where t.last_contact_at is distinct from (select max(c.happened_at) from tie_contact c where c.tie_id = t.id and c.ended_at is null and c.counts and c.happened_at <= now())
    and not exists (select from tie_contact c where c.tie_id = t.id and c.happened_at between now() - interval '10 minutes' and now())`);
  await none(house.admin`select t.id from tie t where (select count(*) from document d where d.tie_id = t.id and d.kind = 'working') <> 1`);
  await none(house.admin`select h.id from tie_holder h join post p on p.id = h.holder_post_id where p.organisation_id <> h.side_id`);
});

test("what the product saw happen is what a tie that begins would gather", async () => {
  const told = () => house.admin`select tie_id, kind, source_id, happened_at, from_id from tie_contact where source_id is not null and ended_at is null order by 1, 2, 3`;
  const before = await told();
  await house.admin`update tie_contact set happened_at = happened_at - interval '1 day', from_id = null where source_id is not null`;
  await house.admin`select app.gather_tie(id) from tie where state = 'held'`;
  expect(await told()).toEqual(before);
});

test("a handover lists what its post holds, and what is decided was consented to by all who are named", async () => {
  expect(await house.admin`select count(*) filter (where state = 'open') > 1 as made, count(*) filter (where state = 'moved') > 10 as moved from handover`).toEqual([{ made: true, moved: true }]);
  await none(house.admin`select h.id from handover h left join lateral (select t.number, t.to_state from handover_turn t where t.handover_id = h.id order by t.number desc limit 1) t on true where h.version <> coalesce(t.number, 0) or h.state <> coalesce(t.to_state, 'open')`);
  await none(house.admin`select x.subject_id from handover h join app.held_by_post x on x.post_id = h.seat_post_id where h.state = 'open' and not exists (select from handover_item i where i.handover_id = h.id and i.kind = x.kind and i.subject_id = x.subject_id)
    and not (x.kind = 'step' and exists (select from app.held_by_post p where p.post_id = x.post_id and p.kind = 'person' and p.client_id = x.client_id))`);
  await none(house.admin`select i.id from handover_item i join handover h on h.id = i.handover_id join post p on p.id = i.to_post_id where p.organisation_id <> h.seat_organisation_id`);
  expect(await house.admin`select count(*) > 0 as empty from app.held_by_post x where not exists (select from app.seat s where s.post_id = x.post_id)`).toEqual([{ empty: true }]);
  await none(house.admin`select d.id from decision d left join lateral (select t.number, t.to_state from decision_turn t where t.decision_id = d.id order by t.number desc limit 1) t on true where d.version is distinct from t.number or d.state is distinct from t.to_state`);
  await none(house.admin`select n.id from decision d join decision_named n on n.decision_id = d.id where d.state = 'decided' and not exists (select from decision_voice v where v.decision_id = d.id and v.number = d.asked_version and v.named_id = n.named_id and v.voice = 'consent')`);
  await none(house.admin`select d.id from decision d where (select count(*) from decision_named n where n.decision_id = d.id) < 2 or (select count(*) from document x where x.decision_id = d.id) <> 1`);
});

test("nothing points at something that is not there", async () => {
  expect(await brokenKeys(house.admin)).toEqual([]);
});
