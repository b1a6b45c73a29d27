import { beforeAll, describe, test } from "vitest";
import { recordConsent } from "~/features/case-notes/commands.server";
import { withActor } from "~/shared/actor.server";
import { promised } from "../support/size";
import { SyncClient } from "../support/sync-client";
import { eventually } from "../support/wait";
import { demonstration, expect, type Person, type Shown } from "./demonstration";
import { joined, newLine, part } from "./note-page";
import { watchEnding } from "./watch-ending";

const set = demonstration();
let shown: Shown;
let aileen: Person;
let kelpie: string;

beforeAll(async () => {
  shown = await set.mrsK();
  kelpie = await set.organisationOf("Kelpie Food Hub");
  aileen = await set.as("Aileen");
});

/** Bashir with Mrs K.'s visit open and his caret in it. */
async function bashirWriting(): Promise<Person & { his: Awaited<ReturnType<typeof joined>> }> {
  const bashir = await set.as("Bashir", "phone");
  await bashir.page.goto(shown.notePath);
  const his = await joined(bashir);
  await his.tap();
  return { ...bashir, his };
}

async function stopSharingWithKelpie(): Promise<void> {
  const { page } = aileen;
  await page.goto(shown.notePath);
  await joined(aileen);
  await page.getByRole("region", { name: "Consent" }).getByRole("button", { name: "No longer agrees…" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog.getByRole("radio", { name: /^Stop sharing/ })).toBeFocused();
  const choice = dialog.getByRole("checkbox", { name: "Kelpie Food Hub" });
  if (await choice.count()) await choice.check();
  await dialog.getByRole("button", { name: "Stop now" }).click();
  await expect(dialog.getByText(/Recorded at \d{1,2}:\d\d:\d\d/)).toBeVisible();
}

/** Mrs K. changes her mind, and Aileen records it in the way the pages do. */
async function agreesAgain(days = 90): Promise<void> {
  const actor = await set.actorOf("Aileen");
  const until = new Date(Date.now() + days * 86_400_000);
  const shared = (["what_matters", "shared_plan", "visit"] as const).map((sectionClass) => ({ organisationId: kelpie, purpose: "working_together" as const, sectionClass, access: "write" as const, until }));
  await withActor(set.data.db, actor, (trx) =>
    recordConsent(trx, actor, shown.clientId, { saidAt: new Date(), how: "voice", words: "All right then.", told: "", grants: [{ organisationId: actor.seat?.organisationId ?? "", purpose: "keep_notes", sectionClass: "all", access: "write", until }, ...shared] }),
  );
}

/** Anywhere in a page: text, attributes, scripts. */
const holds = async ({ page }: Person, words: string) => (await page.content()).includes(words);

const lastEnding = async () => {
  const [row] = await set.data.admin<{ at: Date }[]>`select max(recorded_at) as at from consent_event where client_id = ${shown.clientId} and kind = 'withdrawn'`;
  return row?.at.getTime() ?? Number.NaN;
};

describe("Mrs K. no longer agrees that Kelpie Food Hub sees anything", () => {
  test("Bashir's page locks, empties and says so within a second, wherever his caret was; his socket is dead", async () => {
    const bashir = await bashirWriting();
    const ending = await watchEnding(bashir.page);
    const hostile = await SyncClient.join({ baseUrl: set.server.baseUrl, documentId: shown.documents["visit"] ?? "", cookie: bashir.cookie });
    const typing = { over: false };
    const typed = (async () => {
      for (let count = 0; !typing.over; count++) await bashir.page.keyboard.type(`late.${count} `).catch(() => (typing.over = true));
    })();
    await expect(bashir.his).toContainText("late.4");
    await stopSharingWithKelpie();
    await expect(bashir.page.getByText("Mrs K. has withdrawn consent. Writing has stopped.").first()).toBeVisible();
    typing.over = true;
    await typed;

    await eventually(async () => (await ending.report()).said.length > 0, "it to be said aloud");
    await expect(bashir.page.getByRole("heading", { level: 1 })).toHaveText("This note is no longer shared with you");
    const { textGone, said, focusLost } = await ending.report();
    expect(textGone - (await lastEnding())).toBeLessThan(promised(1_000));
    // Said once, at once; when the server is slow to say why, the page tells that a little later (above).
    expect(said.filter(({ words }) => /^(Mrs K\. has withdrawn consent|This is no longer shared with you)\. Writing has stopped\./.test(words))).toHaveLength(1);
    expect(said[0]?.at ?? Number.NaN).toBeLessThan((await lastEnding()) + promised(2_000));
    expect(focusLost).toBe(false);
    await expect(bashir.page.locator("[contenteditable=true]")).toHaveCount(0);
    await expect(bashir.page.locator("main")).not.toContainText("letter from housing");
    expect(await holds(bashir, "letter from housing")).toBe(false);
    await eventually(() => ending.openSockets() === 0, "every document socket of his page to be dead");

    expect((await hostile.closed).code).not.toBe(1000);
    await hostileWrites(bashir.cookie);
    await bashir.page.reload();
    await expect(bashir.page.getByRole("heading", { level: 1 })).toHaveText("We cannot find that page");
    await expect(bashir.page.locator("body")).not.toContainText("Mrs K.");
    await bashir.page.goto("/people");
    await expect(bashir.page.locator("main")).not.toContainText("Mrs K.");
  });

  /** His cookie, a client of his own making, and words sent before anybody could shut the door. */
  async function hostileWrites(cookie: string): Promise<void> {
    const canary = `canary-${Math.random().toString(36).slice(2)}`;
    const documentId = shown.documents["visit"] ?? "";
    const client = new SyncClient({ baseUrl: set.server.baseUrl, documentId, cookie });
    client.socket.once("open", () => client.type(canary));
    const { code } = await client.closed;
    expect([4403, 4404]).toContain(code);
    const jo = await set.as("Jo");
    await jo.page.goto(shown.notePath);
    await expect(await joined(jo)).toContainText("letter from housing");
    for (const reader of [aileen, jo]) expect(await holds(reader, canary)).toBe(false);
    expect(client.everHeard("letter from housing")).toBe(false);
  }

  test("Aileen sees what stopped and when, goes on writing, and the receipt prints", async () => {
    const { page } = aileen;
    const dialog = page.getByRole("dialog");
    await expect(dialog).toContainText("Kelpie Food Hub can see nothing more.");
    await dialog.getByRole("link", { name: "A receipt to print" }).click();
    await expect(page.getByRole("heading", { level: 1, name: "What you stopped, Mrs K." })).toBeVisible();
    await expect(page.locator("main")).toContainText("Kelpie Food Hub");
    await page.emulateMedia({ media: "print" });
    await expect(page.getByRole("navigation", { name: "Main" })).toBeHidden();
    await expect(page.getByText("Kelpie Food Hub").first()).toBeVisible();
    await page.emulateMedia({ media: "screen" });
    await page.goto(`/people/${shown.clientId}/history`);
    await expect(page.locator("main")).toContainText("Aileen Muir, Harbour Link Workers, recorded that they no longer agree");
    await page.goto(shown.notePath);
    const hers = await joined(aileen);
    await newLine(hers);
    await hers.pressSequentially("She would rather the hub did not know.");
    await expect(part(page, "Visit").saved).toHaveText(/^Saved/);
    await expect(part(page, "Visit").region).not.toContainText("Kelpie");
  });

  test("recording consent again lets him in again", async () => {
    await agreesAgain();
    const bashir = await bashirWriting();
    await expect(bashir.his).toContainText("letter from housing");
    await bashir.context.close();
  });

  test("offline when it happened: on his return his words are set apart, shown to him alone, and can go to the data lead", async () => {
    const bashir = await bashirWriting();
    await bashir.context.setOffline(true);
    await newLine(bashir.his);
    await bashir.his.pressSequentially("Tam saw her crying on the stair.");
    await expect(part(bashir.page, "Visit").saved).toHaveText("Not saved");
    await stopSharingWithKelpie();
    await bashir.context.setOffline(false);
    const box = bashir.page.locator("div", { has: bashir.page.getByRole("heading", { name: "These words were not saved" }) }).last();
    await expect(box).toContainText("Tam saw her crying on the stair.");
    await expect(bashir.page.locator("main")).not.toContainText("letter from housing");
    await bashir.page.getByRole("button", { name: "Send to the data lead" }).click();
    await expect(box).toBeHidden();
    await aileen.page.goto(shown.notePath);
    await expect(await joined(aileen)).not.toContainText("crying on the stair");
    const [kept] = await set.data.admin`select handed_over_at from late_words where account_id = ${bashir.accountId} order by came_at desc limit 1`;
    expect(kept?.["handed_over_at"]).toBeTruthy();
    await aileen.page.goto("/late-words");
    await expect(aileen.page.getByRole("article").filter({ hasText: "From Bashir Khan" })).toContainText("Tam saw her crying on the stair.");
    await bashir.context.close();
  });

  test("and if he throws them away, they are nowhere", async () => {
    await agreesAgain();
    const bashir = await bashirWriting();
    await bashir.context.setOffline(true);
    await bashir.his.pressSequentially("Words for nobody.");
    await expect(part(bashir.page, "Visit").saved).toHaveText("Not saved");
    await stopSharingWithKelpie();
    await bashir.context.setOffline(false);
    await bashir.page.getByRole("button", { name: "Throw away" }).click();
    await expect(bashir.page.getByText("Words for nobody.")).toBeHidden();
    await bashir.page.goto("/late-words");
    await expect(bashir.page.getByText("Nothing here")).toBeVisible();
    await bashir.context.close();
  });
});

describe("the same happens", () => {
  test("when what was agreed runs out", async () => {
    await agreesAgain();
    const bashir = await bashirWriting();
    // He writes, and then the day comes: however long it took him to open the note.
    await set.data.admin.begin(async (sql) => {
      await sql`update consent_grant set valid_until = now() + interval '1 second' where client_id = ${shown.clientId} and organisation_id = ${kelpie} and ended_at is null`;
      await sql`update document_connection set until = now() + interval '1 second' where client_id = ${shown.clientId} and account_id = ${bashir.accountId}`;
      await sql`update client_access set generation = generation + 1 where client_id = ${shown.clientId}`;
    });
    await expect(bashir.page.getByText("Writing has stopped.").first()).toBeVisible();
    await expect(bashir.page.locator("[contenteditable=true]")).toHaveCount(0);
    await eventually(async () => !(await holds(bashir, "letter from housing")), "the words to leave his page");
    await bashir.context.close();
  });

  test("when his page learns it before his words do", async () => {
    await agreesAgain();
    const bashir = await bashirWriting();
    const ending = await watchEnding(bashir.page);
    // His connection was judged for longer; only the page is asked again, as any news about Mrs K. makes it.
    await set.data.admin`update consent_grant set valid_until = now() where client_id = ${shown.clientId} and organisation_id = ${kelpie} and ended_at is null`;
    await bashir.page.evaluate(() => (Reflect.get(window, "__reactRouterDataRouter") as { revalidate(): Promise<void> }).revalidate());
    await expect(bashir.page.getByRole("heading", { level: 1 })).toHaveText("This note is no longer shared with you");
    await expect(bashir.page.getByText("What Mrs K. agreed to has run out. Writing has stopped.").first()).toBeVisible();
    await eventually(async () => (await ending.report()).said.length > 0, "it to be said aloud");
    const { said, focusLost } = await ending.report();
    expect(said.map(({ words }) => words)).toEqual([expect.stringMatching(/^(What Mrs K\. agreed to has run out|This is no longer shared with you)\. Writing has stopped\./)]);
    expect(focusLost).toBe(false);
    await bashir.context.close();
  });

  test("when Bashir's time in his post ends", async () => {
    await agreesAgain();
    const bashir = await bashirWriting();
    const sana = await set.as("Sana");
    await sana.page.goto("/team");
    await sana.page.getByRole("link", { name: "Community worker", exact: true }).click();
    await sana.page.getByText("End Bashir Khan’s time here").click();
    await sana.page.getByRole("button", { name: "End it now" }).click();
    await expect(bashir.page.locator("[contenteditable=true]")).toHaveCount(0);
    await eventually(async () => !(await holds(bashir, "letter from housing")), "the words to leave his page");
    await bashir.page.goto(shown.notePath);
    await expect(bashir.page.locator("body")).not.toContainText("letter from housing");
  });
});

test("no page threw an error in all of this", () => {
  expect(set.faults).toEqual([]);
});
