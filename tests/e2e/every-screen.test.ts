import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, test } from "vitest";
import { addOrganisation, invite } from "~/features/people/commands.server";
import { withdrawConsent } from "~/features/case-notes/commands.server";
import { addJob, answerInvitation, inviteGuest, planEvent, startSeries } from "~/features/events/commands.server";
import { answerCharter, writeSupervisionNote } from "~/features/relationships/charter/commands.server";
import { askForVoices, giveVoice, propose } from "~/features/relationships/decisions/commands.server";
import type { Documents } from "~/shared/services.server";
import { askNetwork } from "~/features/gaps/asks/commands.server";
import { inviteElsewhere } from "~/features/gaps/elsewhere/commands.server";
import { agreeToTerms, askForDay, book, offerDays } from "~/features/shadowing/commands.server";
import { addSessions, saveGroup } from "~/features/gaps/group/commands.server";
import { acceptTie, askForIntroduction, drawLine, proposeTie, writeAgreement, writeContact } from "~/features/relationships/commands.server";
import { beginCover } from "~/features/relationships/cover/cover.server";
import { openHandover } from "~/features/relationships/handover/commands.server";
import { withActor } from "~/shared/actor.server";
import { root } from "~/shared/root.server";
import { resize, widths } from "../support/browser";
import { figure } from "../support/size";
import { routeManifest } from "../trust/access/routes";
import { demonstration, expect, type Name, type Person, shownNote } from "./demonstration";
import { faultsAtBothWidths, searchFor, sidewaysAt320, tabThrough } from "./look";
import { joined, part } from "./note-page";
import { addressOf, type Ids, screens } from "./screens";

const set = demonstration();
const open = new Map<Name, Person>();
let ids: Ids;

const page = async (name: Name) => {
  const person = open.get(name) ?? (await set.as(name));
  open.set(name, person);
  await resize(person.page, widths.desktop);
  return person.page;
};

beforeAll(async () => {
  const { clientId, noteId, documents } = await shownNote(set.data, "Mrs K.");
  const { admin, db } = set.data;
  const id = async (rows: PromiseLike<{ id?: string }[]>) => (await rows)[0]?.id ?? "";
  const aileen = await set.actorOf("Aileen");
  const sana = await set.actorOf("Sana");
  const lantern = await set.organisationOf("Lantern");
  const { eventId: stoppedId } = await withActor(db, aileen, (trx) => withdrawConsent(trx, aileen, clientId, { saidAt: new Date(), how: "voice", words: "Not the money people.", stop: { organisations: [lantern] } }));
  const postId = await id(admin`select id from post where title = 'Volunteer driver'`);
  const { token } = await withActor(db, sana, (trx) => invite(trx, sana, { postId, name: "Nuala Reid", email: "nuala@kelpiefood.example", purpose: "To drive on Fridays.", baseUrl: set.server.baseUrl }));
  const gapId = await id(admin`select id from gap where place = 'seen' order by at limit 1`);
  ids = {
    clientId,
    noteId,
    sectionId: await id(admin`select section_id as id from document where id = ${documents["visit"] ?? ""}`),
    eventId: await id(admin`select id from consent_event where client_id = ${clientId} and kind = 'given'`),
    stoppedId,
    organisationId: await set.organisationOf("Kelpie Food Hub"),
    postId,
    importId: await importOf(await page("Fay")),
    gapId,
    invitedId: await groupOf(gapId),
    askId: (await withActor(db, aileen, (trx) => askNetwork(trx, aileen, { question: "Anyone with a wheelchair-friendly arts group on Thursdays?", need: "arts", groups: ["disabled_people"] }))).askId,
    wishId: await shadowDays(),
    learningId: await learningEvent(),
    seriesId: await protectedTime(),
    ...(await datesToFind()),
    ...(await askedFor()),
    ...(await leaving()),
    tieId: await tieWithTheHub(),
    introductionId: await introduction(),
    decisionId: await decision(),
    token,
  };
});

/** A tie between Aileen's practice and Bashir's hub, with something of everything in it. */
async function tieWithTheHub(): Promise<string> {
  const [bashir, aileen] = [await set.actorOf("Bashir"), await set.actorOf("Aileen")];
  const { db, admin } = set.data;
  const [first, last] = [aileen.seat?.organisationId ?? "", bashir.seat?.organisationId ?? ""].toSorted();
  const [seeded] = await admin`select id from tie where one_id = ${first ?? ""} and other_id = ${last ?? ""} and state = 'held'`;
  const tieId = seeded ? String(seeded["id"]) : await withActor(db, aileen, (trx) => proposeTie(trx, aileen, { organisationId: bashir.seat?.organisationId ?? "", purpose: "Food, and company" })).then((made) => made.tieId);
  if (!seeded) await withActor(db, bashir, (trx) => acceptTie(trx, bashir, tieId, { version: 1 }));
  await withActor(db, bashir, async (trx) => {
    await drawLine(trx, bashir, tieId, { kind: "meets" });
    await writeContact(trx, bashir, tieId, { kind: "visit", line: "Tea with the cook, and where the door is." });
    await writeAgreement(trx, bashir, tieId, { kind: "referring", words: "Ring before eleven.", reviewOn: new Date(Date.now() + 90 * 86_400_000).toISOString().slice(0, 10) });
  });
  return tieId;
}

/** Bashir would like to meet an organisation that nobody here knows. */
async function introduction(): Promise<string> {
  const [bashir, fay] = [await set.actorOf("Bashir"), await set.actorOf("Fay")];
  const { organisationId } = await withActor(set.data.db, fay, (trx) => addOrganisation(trx, fay, { name: "Dune Sports Hall", kind: "third_sector", area: "Dunes" }));
  return (await withActor(set.data.db, bashir, (trx) => askForIntroduction(trx, bashir, { wantedId: organisationId, line: "About their quiet hour." }))).introductionId;
}

/** Aileen hands her post over, Bashir is away, and Rory might leave. */
async function leaving(): Promise<Pick<Ids, "handoverId" | "itemId" | "coverId" | "accountId">> {
  const [aileen, bashir] = [await set.actorOf("Aileen"), await set.actorOf("Bashir")];
  const { db, admin } = set.data;
  const lastDay = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const { handoverId } = await withActor(db, aileen, (trx) => openHandover(trx, aileen, { postId: aileen.seat?.postId ?? "", lastDay }));
  const { coverId } = await withActor(db, bashir, (trx) => beginCover(trx, bashir, { postId: bashir.seat?.postId ?? "", line: "Ring Sana meanwhile." }));
  const [item] = await admin<{ id: string }[]>`select id from handover_item where handover_id = ${handoverId} and kind = 'person' order by id limit 1`;
  return { handoverId, itemId: item?.id ?? "", coverId, accountId: await set.accountOf("Rory") };
}

/** What Bashir's organisation puts forward for Aileen's and itself to decide, with a voice that has a concern; and what is said about a post. */
async function decision(): Promise<string> {
  const [bashir, aileen, sana] = [await set.actorOf("Bashir"), await set.actorOf("Aileen"), await set.actorOf("Sana")];
  const { db, admin } = set.data;
  const decisionId = await withActor(db, bashir, async (trx) => {
    const made = await propose(trx, bashir, { title: "One way to send people to each other", summary: "Ring first, then send.", named: [aileen.seat?.organisationId ?? ""] });
    await askForVoices(trx, bashir, { read: async () => new Map() } as unknown as Documents, made.decisionId, { version: 1 });
    return made.decisionId;
  });
  await withActor(db, aileen, (trx) => giveVoice(trx, aileen, decisionId, { voice: "concern", line: "Nobody is at our desk on Mondays.", version: 2 }));
  const [driver] = await admin`select id from post where title = 'Volunteer driver'`;
  await withActor(db, sana, async (trx) => {
    await answerCharter(trx, sana, String(driver?.["id"]), { boss: "employer", topic: "lone_working", answer: "two_together", line: "In the van, never alone." });
    await writeSupervisionNote(trx, sana, String(driver?.["id"]), { words: "A cup of tea every fortnight.", seen: 0 });
  });
  return decisionId;
}

/** A learning event of Bashir's that Aileen comes to, with a job for whoever takes it. */
async function learningEvent(): Promise<string> {
  const [bashir, aileen] = [await set.actorOf("Bashir"), await set.actorOf("Aileen")];
  const date = new Date(Date.now() + 40 * 86_400_000).toISOString().slice(0, 10);
  const eventId = await withActor(set.data.db, bashir, async (trx) => {
    const made = await planEvent(trx, bashir, { title: "Meet the Food Hub", purpose: "Whom to ring, and what happens then.", forRoles: ["practice"], place: "Quayside hall", access: "Level from the street.", capacity: 8, times: { date, from: "13:00", until: "14:30" } });
    await addJob(trx, bashir, made.eventId, { what: "Open the hall" });
    return made.eventId;
  });
  await withActor(set.data.db, aileen, (trx) => answerInvitation(trx, aileen, eventId, { says: "going" }));
  return eventId;
}

/** Protected time of the Food Hub's, with a day on which there is none. */
async function protectedTime(): Promise<string> {
  const bashir = await set.actorOf("Bashir");
  const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
  const series = { title: "Protected time", every: "week", from: day(30), until: day(44), start: "13:00", minutes: 60, desk: "Rory is at the desk.", exceptions: [{ date: day(37), line: "The hall is let" }] };
  return (await withActor(set.data.db, bashir, (trx) => startSeries(trx, bashir, series))).seriesId;
}

/** An event whose date is being found, with a guest's link. */
async function datesToFind(): Promise<Pick<Ids, "findingId" | "guestToken">> {
  const bashir = await set.actorOf("Bashir");
  const options = [41, 43].map((days) => ({ date: new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10), from: "13:00", until: "14:30" }));
  return withActor(set.data.db, bashir, async (trx) => {
    const { eventId: findingId } = await planEvent(trx, bashir, { title: "Debt advice, face to face", purpose: "Who does what.", place: "Quayside hall", options });
    const { token } = await inviteGuest(trx, bashir, findingId, { name: "Dr Una Reid", email: "una@pier.example", organisation: "Pier Road Practice", role: "practice" }, { baseUrl: set.server.baseUrl });
    return { findingId, guestToken: token ?? "" };
  });
}

/** A shadow day of Bashir's with two places, one of which Jo asks for. */
async function askedFor(): Promise<Pick<Ids, "dayId" | "bookingId">> {
  const [bashir, jo] = [await set.actorOf("Bashir"), await set.actorOf("Jo")];
  const date = new Date(Date.now() + 50 * 86_400_000).toISOString().slice(0, 10);
  const { dayIds: [dayId = ""] } = await withActor(set.data.db, bashir, (trx) => offerDays(trx, bashir, { date, from: "09:30", until: "12:30", places: 2, where: "The hub, the blue door", expect: "Sorting, then the counter.", seesPeople: true }));
  const { bookingId } = await withActor(set.data.db, jo, async (trx) => {
    await agreeToTerms(trx, jo, 1);
    return book(trx, jo, dayId, { help: "A step-free way in." });
  });
  return { dayId, bookingId };
}

/** Days that Bashir hosts and Aileen finds, and one she asks him for. @returns what she asks */
async function shadowDays(): Promise<string> {
  const { db, admin } = set.data;
  const [aileen, bashir] = [await set.actorOf("Aileen"), await set.actorOf("Bashir")];
  const [from, until] = [14, 35].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10));
  await withActor(db, bashir, (trx) => offerDays(trx, bashir, { date: from ?? "", from: "09:30", until: "12:30", places: 2, where: "The hub, the blue door", expect: "Sorting, then the counter.", forRoles: ["link_worker"], repeat: { every: "week", until: until ?? "" } }));
  const [post] = await admin<{ id: string }[]>`select post_id as id from tenure where account_id = ${bashir.accountId} and valid_until is null limit 1`;
  return (await withActor(db, aileen, (trx) => askForDay(trx, aileen, { hostPostId: post?.id ?? "", part: "morning", line: "I would like to see the counter." }))).wishId;
}

/** A group with dates, and an organisation elsewhere that was asked and has nobody here. @returns that organisation */
async function groupOf(gapId: string): Promise<string> {
  const { db } = set.data;
  const sana = await set.actorOf("Sana");
  const fay = await set.actorOf("Fay");
  await withActor(db, sana, (trx) => saveGroup(trx, sana, gapId, { name: "Warm Tuesdays", about: "Soup, and company.", where: "The hall", when: "Tuesdays, 2 pm to 4 pm" }));
  const soon = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
  await withActor(db, sana, (trx) => addSessions(trx, sana, gapId, { day: soon, starts: "14:00", ends: "16:00", weeks: 6 }));
  const { organisationId } = await withActor(db, fay, (trx) => addOrganisation(trx, fay, { name: "Moor Lunch Club", kind: "third_sector", area: "Moor" }));
  await withActor(db, sana, (trx) => inviteElsewhere(trx, sana, gapId, { organisationId, line: "We heard of your lunches.", baseUrl: set.server.baseUrl }));
  return organisationId;
}

/** A small register of invented charities, looked at and not yet taken. */
async function importOf(fay: Person["page"]): Promise<string> {
  await fay.goto("/directory/import");
  const lines = ["Charity Name,Charity Number,Postcode,Latitude,Longitude,Main Operating Location", "Rowan Street Friends,SC999001,ZZ1 1AA,56.1,-3.2,Inverlaw", "A line that is cut off,SC9990"];
  await fay.getByLabel("The register’s CSV file").setInputFiles({ name: "invented.csv", mimeType: "text/csv", buffer: Buffer.from(lines.join("\n")) });
  await fay.getByRole("button", { name: "Look at this file" }).click();
  await expect(fay.getByRole("group", { name: "Main operating location" })).toBeVisible();
  return fay.url().split("/").at(-1) ?? "";
}

async function opened(path: string): Promise<Person["page"]> {
  const { as } = screens[path] ?? { as: "nobody" };
  if (as === "covered") return covered();
  const shown = as === "nobody" || as === "at the code" ? await set.stranger() : await page(as);
  if (as !== "at the code") await shown.goto(addressOf(path, ids));
  else {
    await shown.goto("/sign-in");
    await shown.getByLabel("Email address").fill("aileen@harbourlinks.example");
    await shown.getByRole("button", { name: "Email me a code" }).click();
    await expect(shown.getByRole("heading", { level: 1, name: "Check your email" })).toBeVisible();
  }
  return shown;
}

async function covered() {
  const { page: shown, context } = await set.as("Aileen");
  await shown.goto("/today");
  await context.request.post("/covered", { headers: { Origin: set.server.baseUrl } });
  await shown.goto("/people");
  await expect(shown.getByRole("heading", { level: 1 })).toContainText("covered");
  return shown;
}

test("every page of the product is in the list", async () => {
  const pages = (await routeManifest()).routes.filter((route) => route.isPage && route.path !== "/").map((route) => route.path);
  expect(pages.filter((one) => !(one in screens))).toEqual([]);
  expect(Object.keys(screens).filter((one) => !pages.includes(one))).toEqual([]);
});

describe("axe finds nothing at 1280 and 390, and nothing is wider than 320", () => {
  test.each(Object.keys(screens))("%s", async (path) => {
    const shown = await opened(path);
    await expect(shown.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(shown.getByRole("heading", { level: 1 })).not.toHaveText(/cannot find|went wrong/);
    if (path.endsWith(":noteId")) await joined({ page: shown });
    expect(await faultsAtBothWidths(shown, path)).toEqual([]);
    expect(await sidewaysAt320(shown)).toBe(0);
  });
});

describe("the same with what opens over a page", () => {
  const note = async () => {
    const shown = await page("Aileen");
    await shown.goto(addressOf("/people/:clientId/notes/:noteId", ids));
    await joined({ page: shown });
    return shown;
  };
  const overlays: Record<string, () => Promise<Person["page"]>> = {
    "one's own menu": async () => {
      const shown = await page("Aileen");
      await shown.goto("/today");
      await shown.getByRole("button", { name: /your menu/ }).click();
      await expect(shown.getByRole("link", { name: "My page" })).toBeVisible();
      return shown;
    },
    search: async () => {
      const shown = await page("Aileen");
      await shown.goto("/today");
      await searchFor(shown, "Mrs");
      await expect(shown.getByText("Mrs K.").last()).toBeVisible();
      return shown;
    },
    "No longer agrees": async () => {
      const shown = await note();
      await shown.getByRole("region", { name: "Consent" }).getByRole("button", { name: "No longer agrees…" }).click();
      await expect(shown.getByRole("dialog")).toBeVisible();
      return shown;
    },
    "adding a next step": async () => {
      const shown = await note();
      await shown.getByText("Add a next step", { exact: true }).click();
      await expect(shown.getByLabel("What happens next?")).toBeVisible();
      return shown;
    },
    "the link dialog": async () => {
      const shown = await note();
      await part(shown, "Visit").tool("Link").click();
      await expect(shown.getByRole("dialog", { name: "Link" })).toBeVisible();
      return shown;
    },
    "colleagues under an @": async () => {
      const shown = await note();
      await part(shown, "Visit").words.focus();
      await shown.keyboard.type(" @");
      await expect(shown.getByRole("listbox", { name: "Colleagues who can read this" })).toBeVisible();
      return shown;
    },
  };
  test.each(Object.keys(overlays))("%s", async (name) => {
    const shown = await overlays[name]?.();
    expect(shown && (await faultsAtBothWidths(shown, name))).toEqual([]);
  });
});

describe("Tab reaches everything, and nothing that has the focus is under the phone bar", () => {
  test.each(["/today", "/people", "/people/:clientId/notes/:noteId"])("%s", async (path) => {
    const shown = await opened(path);
    if (path.endsWith(":noteId")) await joined({ page: shown });
    expect(await tabThrough(shown, "desktop")).toEqual({ missed: [], hidden: [] });
    expect(await tabThrough(shown, "phone")).toEqual({ missed: [], hidden: [] });
  });
});

test("the first route costs at most 170 kB of script, the editor 165 more when it is wanted, the rest of a note 50", async () => {
  const first = await set.as("Aileen");
  const scripts = new Set<string>();
  first.page.on("response", (response) => {
    if (response.request().resourceType() === "script") scripts.add(new URL(response.url()).pathname);
  });
  const costOf = (wanted: (script: string) => boolean) => [...scripts].filter(wanted).reduce((bytes, script) => bytes + gzipSync(readFileSync(path.join(root, "build/client", script))).byteLength, 0) / 1000;
  await first.page.goto("/today", { waitUntil: "networkidle" });
  // The live connection is no part of what a page needs to be there: it comes some seconds later, when nobody waits for it.
  const today = costOf((script) => !readFileSync(path.join(root, "build/client", script), "utf8").includes("/socket.io"));
  await first.page.goto(addressOf("/people/:clientId/notes/:noteId", ids));
  await joined(first);
  // What stands around the paragraphs and an agenda's rows alike comes with whichever is wanted: two files, one editor.
  const parts = ["/LiveText-", "/LiveFrame-"];
  expect(parts.filter((part) => ![...scripts].some((script) => script.includes(part)))).toEqual([]);
  const editor = costOf((script) => parts.some((part) => script.includes(part)));
  const note = costOf(() => true) - today - editor;
  figure("script in kB, gzip", { today: Math.round(today), editor: Math.round(editor), restOfNote: Math.round(note) });
  expect(today).toBeLessThanOrEqual(170);
  expect(editor).toBeLessThanOrEqual(165);
  expect(note).toBeLessThanOrEqual(50);
});
