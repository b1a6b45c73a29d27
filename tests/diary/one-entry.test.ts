import ICAL from "ical.js";
import { beforeAll, expect, test } from "vitest";
import { oneEntry } from "~/features/diary/calendar/one-entry.server";
import { eventEntry } from "~/features/events/calendar.server";
import { bookingEntry } from "~/features/shadowing/calendar.server";
import { agreeToTerms, book, offerDays, sayYes } from "~/features/shadowing/commands.server";
import type { Actor } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import type { Database } from "~db/client";
import { castOf, type Cast } from "../support/cast";
import { database } from "../support/database";

const house = database();
const baseUrl = "https://thread.example";
let cast: Cast;
let bookingId: string;
let eventId: string;

const as = <T>(actor: Actor, work: (trx: Database) => Promise<T>) => withActor(house.db, actor, work);
const booking = (actor: Actor) => as(actor, (trx) => bookingEntry(trx, actor, bookingId, baseUrl));
const event = (actor: Actor) => as(actor, (trx) => eventEntry(trx, actor, eventId, baseUrl));

beforeAll(async () => {
  cast = await castOf(house.db);
  const { aileen, bashir } = cast;
  await as(aileen, (trx) => agreeToTerms(trx, aileen, 1));
  const { dayIds: [dayId = ""] } = await as(bashir, (trx) => offerDays(trx, bashir, { date: "2027-06-01", from: "14:00", until: "16:30", where: "The hall", expect: "Sorting.", places: 1 }));
  ({ bookingId } = await as(aileen, (trx) => book(trx, aileen, dayId)));
  await as(bashir, (trx) => sayYes(trx, bashir, bookingId));
  eventId = crypto.randomUUID();
  const by = { account_id: bashir.accountId, post_id: bashir.seat?.postId ?? "", organisation_id: bashir.seat?.organisationId ?? "" };
  await house.admin`insert into learning_event ${house.admin({ id: eventId, title: "Learning lunch", state: "set", starts_at: new Date("2027-03-03T14:00:00Z"), ends_at: new Date("2027-03-03T15:00:00Z"), ...by })}`;
});

test("a booking is a file for whoever goes and for whoever hosts, each with their own entry", async () => {
  const answer = oneEntry(await booking(cast.aileen));
  expect(answer.headers.get("Content-Disposition")).toBe('attachment; filename="common-thread-2027-06-01.ics"');
  const read = new ICAL.Event(new ICAL.Component(ICAL.parse(await answer.text())).getFirstSubcomponent("vevent") ?? undefined);
  expect([read.uid, read.summary]).toEqual([`shadow-booking-${bookingId}@common-thread`, "Shadow day with Bashir Khan, Quayside Food Hub"]);
  expect(await booking(cast.bashir)).toMatchObject({ title: "Shadow day that you host", status: "confirmed", url: expect.stringContaining(`${baseUrl}/diary/shadow/`) });
});

test("a booking of others is not there", async () => {
  for (const other of [cast.amir, cast.com, cast.stran]) await expect(booking(other)).rejects.toMatchObject({ code: "not_found" });
});

test("an event is a file for whoever acts in the network, once it has a date", async () => {
  expect(await event(cast.rec)).toMatchObject({ uid: `event-${eventId}@common-thread`, status: "confirmed", title: "Learning lunch" });
  await expect(event(cast.com)).rejects.toMatchObject({ code: "not_found" });
  await house.admin`update learning_event set state = 'finding_date', starts_at = null, ends_at = null where id = ${eventId}`;
  await expect(event(cast.rec)).rejects.toMatchObject({ code: "not_found" });
});
