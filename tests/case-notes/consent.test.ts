import { beforeAll, describe, expect, it } from "vitest";
import { findClient } from "~/features/case-notes/access.server";
import { askForErasure, recordConsent, withdrawConsent, withdrawGrant } from "~/features/case-notes/commands.server";
import { consentSummary, readersOf } from "~/features/case-notes/reads.server";
import { liveGrants } from "~/features/case-notes/consent-read.server";
import { database } from "../support/database";
import { as, setScene, type Scene } from "./scene";

const base = database();
let scene: Scene;
beforeAll(async () => {
  scene = await setScene(base.db);
});

const said = () => ({ saidAt: new Date(), how: "voice" as const, words: "Stop, please." });
const term = (organisationId: string, until = new Date(Date.now() + 86_400_000)) => ({ organisationId, purpose: "working_together" as const, sectionClass: "shared_plan" as const, access: "write" as const, until });

describe("recording consent", () => {
  it("is for those who hold the case; a named organisation gets 'not allowed', a stranger 'not found'", async () => {
    await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }]);
    const input = { ...said(), told: "", grants: [term(scene.advice)] };
    await expect(as(scene, scene.jo, (trx) => recordConsent(trx, scene.jo, scene.kerr, input))).resolves.toHaveProperty("eventId");
    await expect(as(scene, scene.bashir, (trx) => recordConsent(trx, scene.bashir, scene.kerr, input))).rejects.toMatchObject({ code: "not_allowed" });
    await expect(as(scene, scene.stran, (trx) => recordConsent(trx, scene.stran, scene.kerr, input))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(scene, scene.callum, (trx) => recordConsent(trx, scene.callum, scene.kerr, input))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(scene, scene.vol, (trx) => recordConsent(trx, scene.vol, scene.kerr, input))).rejects.toMatchObject({ code: "not_found" });
  });

  const day = 86_400_000;
  it.each([
    ["without an end", { grants: [{ ...term("foodHub"), until: new Date(Number.NaN) }] }, "until"],
    ["with an end in the past", { grants: [term("foodHub", new Date(Date.now() - day))] }, "until"],
    ["with an end beyond two years", { grants: [term("foodHub", new Date(Date.now() + 740 * day))] }, "until"],
    ["backdated by more than four weeks", { saidAt: new Date(Date.now() - 40 * day) }, "saidAt"],
    ["said tomorrow", { saidAt: new Date(Date.now() + day) }, "saidAt"],
    ["for an organisation that does not exist", { grants: [term("00000000-0000-4000-8000-000000000000")] }, "organisation"],
    ["for something that is no organisation's id", { grants: [term("1; drop table client")] }, "organisation"],
    ["to share with the service that keeps the notes", { grants: [term("harbour")] }, "organisation"],
    ["for nothing", { grants: [] }, "grants"],
    ["for the same thing twice", { grants: [term("foodHub"), term("foodHub")] }, "grants"],
  ])("refuses consent %s, with a sentence for the field", async (_title, change, field) => {
    const names: Record<string, string> = { foodHub: scene.foodHub, harbour: scene.harbour };
    const wanted = { ...said(), told: "", grants: [term("foodHub")], ...change };
    const grants = wanted.grants.map((one) => ({ ...one, organisationId: names[one.organisationId] ?? one.organisationId }));
    const before = await as(scene, scene.aileen, (trx) => liveGrants(trx, scene.kerr));
    const failing = as(scene, scene.aileen, (trx) => recordConsent(trx, scene.aileen, scene.kerr, { ...wanted, grants }));
    await expect(failing).rejects.toMatchObject({ code: "wrong_entry", fields: { [field]: [expect.stringMatching(/\.$/)] } });
    expect(await as(scene, scene.aileen, (trx) => liveGrants(trx, scene.kerr))).toEqual(before);
  });
});

describe("stopping", () => {
  it("by the home service ends what the person named, at once, and says what ended", async () => {
    await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }, { to: scene.foodHub, what: "visit", access: "read" }, { to: scene.advice }]);
    await expect(as(scene, scene.bashir, (trx) => findClient(trx, scene.bashir, scene.kerr))).resolves.toMatchObject({ name: "Mrs Kerr", holds: false });
    const done = await as(scene, scene.aileen, (trx) => withdrawConsent(trx, scene.aileen, scene.kerr, { ...said(), stop: { organisations: [scene.foodHub] } }));
    expect(done.ended).toHaveLength(2);
    await expect(as(scene, scene.bashir, (trx) => findClient(trx, scene.bashir, scene.kerr))).rejects.toMatchObject({ code: "not_found" });
    await expect(as(scene, scene.amir, (trx) => findClient(trx, scene.amir, scene.kerr))).resolves.toBeDefined();
  });

  it("by a named organisation ends its own share and nobody else's, whatever it asks for", async () => {
    await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }, { to: scene.advice }]);
    const done = await as(scene, scene.bashir, (trx) => withdrawConsent(trx, scene.bashir, scene.kerr, { ...said(), stop: "everything" }));
    expect(done.ended).toHaveLength(1);
    const left = await as(scene, scene.aileen, (trx) => liveGrants(trx, scene.kerr));
    expect(left.map((grant) => grant.organisationId).sort()).toEqual([scene.harbour, scene.advice].sort());
  });

  it("one grant by its address answers the person; a stranger's try is not found; a second try ends nothing more", async () => {
    await scene.agree([{ to: scene.foodHub }]);
    const grant = (await as(scene, scene.aileen, (trx) => liveGrants(trx, scene.kerr))).find((one) => one.organisationId === scene.foodHub);
    const withdraw = (actor: Scene["aileen"]) => as(scene, actor, (trx) => withdrawGrant(trx, actor, grant?.id ?? "", "said so"));
    await expect(withdraw(scene.stran)).rejects.toMatchObject({ code: "not_found" });
    await expect(withdraw(scene.aileen)).resolves.toMatchObject({ clientId: scene.kerr, ended: [grant?.id] });
    await expect(withdraw(scene.aileen)).resolves.toEqual({ clientId: scene.kerr, ended: [] });
    await expect(as(scene, scene.aileen, (trx) => withdrawGrant(trx, scene.aileen, "' or true", "x"))).rejects.toMatchObject({ code: "not_found" });
  });

  it("two people at once: both are told the truth, each grant ends once", async () => {
    await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }, { to: scene.advice }]);
    const stop = (actor: Scene["aileen"]) => as(scene, actor, (trx) => withdrawConsent(trx, actor, scene.kerr, { ...said(), stop: "everything" }));
    const [one, other] = await Promise.all([stop(scene.aileen), stop(scene.jo)]);
    expect([...one.ended, ...other.ended]).toHaveLength(3);
    expect(Math.min(one.ended.length, other.ended.length)).toBe(0);
    expect((await as(scene, scene.jo, (trx) => consentSummary(trx, scene.jo, scene.kerr))).state).toBe("stopped");
  });

  it("asking for erasure is taken down and ends nothing by itself", async () => {
    await scene.agree([{ to: scene.harbour }]);
    await as(scene, scene.aileen, (trx) => askForErasure(trx, scene.aileen, scene.kerr, said()));
    expect(await as(scene, scene.aileen, (trx) => liveGrants(trx, scene.kerr))).toHaveLength(1);
  });
});

it("what runs out is over by itself", async () => {
  await scene.agree([{ to: scene.foodHub }]);
  await base.admin`update consent_grant set valid_from = now() - interval '2 days', valid_until = now() - interval '1 second' where organisation_id = ${scene.foodHub} and ended_at is null`;
  await expect(as(scene, scene.bashir, (trx) => findClient(trx, scene.bashir, scene.kerr))).rejects.toMatchObject({ code: "not_found" });
});

it("whoever may read a part knows who else can; nobody else is told", async () => {
  await scene.agree([{ to: scene.harbour }, { to: scene.foodHub }]);
  const readers = (actor: Scene["aileen"]) => as(scene, actor, (trx) => readersOf(trx, actor, scene.kerr, "shared_plan", scene.harbour));
  expect((await readers(scene.bashir)).words).toEqual(expect.stringMatching(/^Aileen Murray .*Jo Fraser .* and Quayside Food Hub$/));
  expect((await readers(scene.stran)).words).toBe("");
});
