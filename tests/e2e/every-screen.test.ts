import { readFileSync } from "node:fs";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { beforeAll, describe, test } from "vitest";
import { invite } from "~/features/people/commands.server";
import { withdrawConsent } from "~/features/case-notes/commands.server";
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
  ids = {
    clientId,
    noteId,
    sectionId: await id(admin`select section_id as id from document where id = ${documents["visit"] ?? ""}`),
    eventId: await id(admin`select id from consent_event where client_id = ${clientId} and kind = 'given'`),
    stoppedId,
    organisationId: await set.organisationOf("Kelpie Food Hub"),
    postId,
    importId: await importOf(await page("Fay")),
    token,
  };
});

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
  const today = costOf(() => true);
  await first.page.goto(addressOf("/people/:clientId/notes/:noteId", ids));
  await joined(first);
  const editor = costOf((script) => script.includes("/LiveSection-"));
  const note = costOf(() => true) - today - editor;
  figure("script in kB, gzip", { today: Math.round(today), editor: Math.round(editor), restOfNote: Math.round(note) });
  expect(today).toBeLessThanOrEqual(170);
  expect(editor).toBeGreaterThan(0);
  expect(editor).toBeLessThanOrEqual(165);
  expect(note).toBeLessThanOrEqual(50);
});
