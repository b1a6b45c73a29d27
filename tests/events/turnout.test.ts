import { describe, expect, test } from "vitest";
import { fewWords, turnoutRole } from "~/features/events/turnout/words";
import { turnoutFilter, turnoutPage } from "~/features/events/turnout/turnout.server";
import { answerInvitation, invite, markPresent, signInHere, openSignIn } from "~/features/events/commands.server";
import type { Actor } from "~/shared/actor";
import { houseOfEvents } from "./scene";

const set = houseOfEvents();
const { as } = set;
const shows = (query = "", actor: Actor = set.cast.rec) => as(actor, (trx) => turnoutPage(trx, actor, turnoutFilter(new URLSearchParams(query)), new Date()));
const postOf = (actor: Actor) => actor.seat?.postId ?? "";
const totals = (plot: { kinds: string[]; rows: { counts: number[] }[] }) => plot.kinds.map((kind, index) => [kind, plot.rows.reduce((all, { counts }) => all + (counts[index] ?? 0), 0)]);

/** An event that began now: these were asked, of them these came, and so many said that they have a clinic. */
async function held(asked: Actor[], came: Actor[], clinic: Actor[] = []): Promise<string> {
  const { bashir } = set.cast;
  const eventId = await set.plans(bashir);
  await as(bashir, (trx) => invite(trx, bashir, eventId, { by: "person", postIds: asked.map(postOf) }));
  for (const one of clinic) await as(one, (trx) => answerInvitation(trx, one, eventId, { says: "cant", whyNot: "clinic" }));
  await set.begins(eventId, 0);
  const rows = await set.house.admin<{ id: string; post: string }[]>`select id, invited_post_id as post from event_invitee where event_id = ${eventId}`;
  for (const one of came) await as(bashir, (trx) => markPresent(trx, bashir, eventId, rows.find(({ post }) => post === postOf(one))?.id ?? ""));
  return eventId;
}

describe("turnout", () => {
  test("is empty before anybody came, and not there for a commissioner", async () => {
    expect(await shows()).toMatchObject({ events: 0, invited: 0, came: 0, whyNots: [] });
    await expect(shows("", set.cast.com)).rejects.toMatchObject({ code: "not_found" });
  });

  test("counts who was asked and who came, by role and by organisation; guests stand together, and some come unasked", async () => {
    const { rec, amir, aileen, bashir, organisations } = set.cast;
    const gps: Actor[] = [];
    for (let one = 0; one < 5; one++) gps.push(await set.cast.another(`Doctor ${one}`, organisations.practice, "practice"));
    const eventId = await held([rec, amir, aileen, ...gps], [rec, amir], gps);
    const { secret } = await as(bashir, (trx) => openSignIn(trx, bashir, eventId));
    await signInHere(set.house.db, secret, { name: "Una Pirie", role: "practice" });
    const shown = await shows();
    expect(shown).toMatchObject({ events: 1, invited: 8, came: 3, askedAndCame: 2 });
    expect(totals(shown.byRole)).toEqual([["Practice staff", 2], ["Third sector workers", 1]]);
    expect(totals(shown.byOrganisation).toSorted()).toEqual([["Guests", 1], ["Pier Road Practice", 1], ["Shore Advice Centre", 1]]);
    expect(shown.whyNots).toEqual([{ why: "I have a clinic", count: "5" }]);
    const practice = await shows(`organisation=${organisations.practice}`);
    expect(practice).toMatchObject({ events: 1, invited: 6, came: 1 });
    expect(totals(practice.byOrganisation)).toEqual([["Pier Road Practice", 1]]);
    expect(practice.organisations.map(({ label }) => label)).toEqual(["Harbour Link Workers", "Pier Road Practice", "Shore Advice Centre"]);
  });

  test("says “fewer than 5” where one might read a person out of it", async () => {
    await held([set.cast.amir], [], [set.cast.amir]);
    expect((await shows(`organisation=${set.cast.organisations.advice}`)).whyNots).toEqual([{ why: "I have a clinic", count: "fewer than 5" }]);
    expect([0, 1, 4, 5].map(fewWords)).toEqual(["none", "fewer than 5", "fewer than 5", "5"]);
  });

  test("leaves out events that are cancelled or still to come, and what lies before the time that is asked about", async () => {
    const { events } = await shows();
    const old = await held([set.cast.rec], [set.cast.rec]);
    await set.house.admin`update learning_event set starts_at = now() - interval '200 days', ends_at = now() - interval '199 days' where id = ${old}`;
    const off = await held([set.cast.rec], []);
    await set.house.admin`update learning_event set state = 'cancelled' where id = ${off}`;
    await set.plans(set.cast.bashir);
    expect((await shows()).events).toBe(events);
    expect((await shows("months=12")).events).toBe(events + 1);
    expect([turnoutFilter(new URLSearchParams("months=7&organisation=x")), turnoutRole("king"), turnoutRole(null)]).toEqual([{ months: 6, organisationId: "" }, "other", "other"]);
  });

  test("writes a name with markup in it as letters", async () => {
    const { organisations, another } = set.cast;
    await set.house.admin`update organisation set name = '<script>alert(1)</script>' where id = ${organisations.stranger}`;
    const one = await another("Script Person", organisations.stranger, "worker");
    await held([one], [one]);
    const { byOrganisation } = await shows(`organisation=${organisations.stranger}`);
    expect(byOrganisation.kinds).toEqual(["<script>alert(1)</script>"]);
    expect(byOrganisation.wide + byOrganisation.narrow).not.toContain("<script");
  });
});
