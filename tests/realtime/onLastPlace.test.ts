import { beforeAll, beforeEach, expect, test } from "vitest";
import { agreeToTerms, offerDays } from "~/features/shadowing/commands.server";
import { withActor } from "~/shared/actor.server";
import { addDays, dayAt } from "~/shared/zoned";
import type { Member } from "../support/cast";
import { stage } from "../support/stage";

const set = stage();
const many = 30;
let crowd: Member[];
let dayId: string;
let count = 0;

beforeAll(async () => {
  const { advice } = set.cast.organisations;
  crowd = [];
  for (let number = 0; number < many; number++) crowd.push(await set.cast.another(`Guest ${number}`, advice, "worker"));
  for (const one of crowd) await withActor(set.data.db, one, (trx) => agreeToTerms(trx, one, 1));
  // What those who come too late are shown instead.
  await offer(20);
});

const offer = async (places: number) => {
  count += 1;
  const { bashir } = set.cast;
  const { dayIds } = await withActor(set.data.db, bashir, (trx) => offerDays(trx, bashir, { date: addDays(dayAt(new Date()), 60 + count), from: "09:30", until: "13:00", where: "The hall", expect: "Sorting.", places }));
  return dayIds[0] ?? "";
};
beforeEach(async () => {
  dayId = await offer(1);
});

const post = async (one: Member, form: Record<string, string>, path = `/diary/shadow/${dayId}`) => {
  const { baseUrl } = set.server;
  const answer = await fetch(`${baseUrl}${path}`, { method: "POST", redirect: "manual", headers: { cookie: one.cookie, origin: baseUrl }, body: new URLSearchParams(form) });
  return { status: answer.status, to: answer.headers.get("location") ?? "", text: await answer.text() };
};
const stand = async () => {
  const [row] = await set.data.admin`select taken, waiting, (select count(*)::int from shadow_booking where day_id = d.id and state in ('held', 'asked')) as holding from shadow_day d where id = ${dayId}`;
  return row;
};

test.each([
  ["hold", 1],
  ["ask", 1],
  ["hold", 5],
  ["ask", 5],
])("of thirty who press “%s” over connections of their own at once, as many get a place as there are (%i), and the others are told kindly", async (intent, places) => {
  if (places > 1) dayId = await offer(places);
  const answers = await Promise.all(crowd.map((one) => post(one, { part: "book", intent })));
  expect(answers.filter(({ status }) => status === 302)).toHaveLength(places);
  const refused = answers.filter(({ status }) => status !== 302);
  expect(refused.map(({ status }) => status)).toEqual(Array.from({ length: many - places }, () => 409));
  for (const { text } of refused) {
    expect(text).toContain("Someone took the last place.");
    expect(text).toContain("Next like it");
    expect(text).toContain("Wait for a place");
  }
  expect(await stand()).toEqual({ taken: places, waiting: 0, holding: places });
});

test("the twenty-nine others wait, and each is offered the place in turn as the one before lets it go", async () => {
  const [first, ...others] = crowd;
  const { to } = await post(first as Member, { intent: "ask" });
  const waits = await Promise.all(others.map((one) => post(one, { intent: "wait" })));
  expect(waits.map(({ status }) => status)).toEqual(others.map(() => 302));
  expect(await stand()).toEqual({ taken: 1, waiting: many - 1, holding: 1 });
  const order = await set.data.admin<{ id: string; account: string }[]>`select id, account_id as account from shadow_booking where day_id = ${dayId} and state = 'waiting' order by waiting_since, id`;
  let last = { who: first as Member, path: to.split("?")[0] ?? "" };
  for (const { id, account } of order.slice(0, 4)) {
    expect((await post(last.who, { intent: "give-up" }, last.path)).status).toBe(302);
    const offered = await set.data.admin`select id from shadow_booking where day_id = ${dayId} and state = 'offered'`;
    expect(offered.map((row) => row["id"])).toEqual([id]);
    last = { who: crowd.find(({ accountId }) => accountId === account) as Member, path: `/diary/shadow/bookings/${id}` };
  }
  expect(await stand()).toMatchObject({ taken: 1, waiting: many - 5 });
});

test("a page that is pressed twice holds one place", async () => {
  const [one] = crowd as [Member];
  const answers = await Promise.all([1, 2, 3].map(() => post(one, { intent: "hold" })));
  expect(answers.map(({ status }) => status)).toEqual([302, 302, 302]);
  expect(await stand()).toEqual({ taken: 1, waiting: 0, holding: 1 });
});
