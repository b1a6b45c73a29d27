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
  const hand = await bulkHand(house.adminUrl, { baseUrl: "http://localhost", diary: { bookings: 600, series: 12 } });
  await tellBusyNetwork(hand, drawing(5), { ...busySize(0.05), clients: 40, sections: 400, gaps: 40 }, () => {}, () => hand.copying.keepUp());
});

const none = async (query: PromiseLike<readonly object[]>) => expect(await query).toEqual([]);

test("there are as many as were asked for, over two years, some of them to come", async () => {
  const [bookings] = await house.admin`select count(*) between 500 and 620 as enough from shadow_booking`;
  const [days] = await house.admin`select count(distinct date_trunc('month', starts_at)) > 20 as spread, count(*) filter (where starts_at > now()) > 20 as coming from shadow_day`;
  const [events] = await house.admin`select count(distinct series_id)::int as series, count(*)::int as events, count(*) filter (where starts_at > now()) > 20 as coming from learning_event`;
  expect([bookings, days, events]).toEqual([{ enough: true }, { spread: true, coming: true }, { series: 12, events: 288, coming: true }]);
});

test("places and waits are those of the bookings, and each booking stands where its last turn left it", async () => {
  await none(house.admin`select d.id from shadow_day d cross join lateral (
    select count(*) filter (where app.takes_place(b.state)) as taken, count(*) filter (where b.state = 'waiting') as waiting from shadow_booking b where b.day_id = d.id) n
    where d.taken <> n.taken or d.waiting <> n.waiting or d.taken > d.places`);
  await none(house.admin`select b.id from shadow_booking b left join lateral (select t.number, t.to_state from shadow_turn t where t.booking_id = b.id order by t.number desc limit 1) t on true
    where b.version is distinct from t.number or b.state is distinct from t.to_state`);
  await none(house.admin`select t.id from shadow_turn t join shadow_turn n on n.booking_id = t.booking_id and n.number = t.number + 1 where n.from_state <> t.to_state or n.at < t.at`);
  await none(house.admin`select d.id from shadow_day d join shadow_offer o on o.id = d.offer_id where (d.host_account_id, d.host_post_id, d.host_organisation_id) is distinct from (o.account_id, o.post_id, o.organisation_id)`);
  await none(house.admin`select r.id from shadow_reflection r where r.shared is distinct from (select count(*) = 2 from shadow_share s where s.booking_id = r.booking_id)`);
  await none(house.admin`select e.id from learning_event e where e.version is distinct from 1 + (select count(*) from event_turn t where t.event_id = e.id) or (select count(*) from document d where d.event_id = e.id) <> 2`);
});

test("nothing points at something that is not there", async () => {
  expect(await brokenKeys(house.admin)).toEqual([]);
});
