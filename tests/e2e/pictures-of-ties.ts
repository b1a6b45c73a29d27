// The part of the guide's pictures that tells of ties, and of people who leave or are away (./pictures.ts takes them).
import type { Page } from "@playwright/test";
import { addDays, dayAt } from "~/shared/zoned";

export type Camera = {
  be: (name: string) => Promise<Page>;
  at: (page: Page, address: string) => Promise<Page>;
  /** The page as it stands, at a desk and on a phone; `from` is brought to the top first. */
  both: (page: Page, name: string, from?: string) => Promise<void>;
};

export async function tiesPictures(camera: Camera): Promise<void> {
  const { be, at, both } = camera;
  const aileen = await be("Aileen Muir");
  await both(await at(aileen, "/directory/ties"), "ties");
  await open(aileen, "Kelpie Food Hub");
  await both(aileen, "tie");
  await aileen.locator("#write").getByText("Visit", { exact: true }).click();
  await aileen.locator("#write").getByLabel("A line").fill("The blue door sticks. Push.");
  // What is written together opens for writing once it is in sight.
  await aileen.getByRole("region", { name: "How we work together" }).scrollIntoViewIfNeeded();
  await joined(aileen, "How we work together").waitFor();
  await both(aileen, "tie-contact", "#write");
  await at(aileen, "/directory/map");
  await aileen.getByRole("application", { name: "Map of ties" }).waitFor();
  await both(aileen, "map", "main h1");
  const fay = await be("Fay Munro");
  await both(await at(fay, "/directory/map/network"), "network");
  const bashir = await be("Bashir Khan");
  await at(bashir, "/directory/introductions");
  await open(bashir, /Brae Allotment/);
  await both(bashir, "introduction");
  await decision(camera, bashir);
  await charter(camera);
  await leaving(camera, aileen);
}

/** What two organisations decide, with a concern that is said beside the others' consent. */
async function decision({ be, both }: Camera, bashir: Page): Promise<void> {
  await bashir.goto("/decisions/new");
  await bashir.getByLabel("What is to be decided").fill("One way to send people to each other");
  await bashir.getByLabel(/^What it is about/).fill("So that nobody stands before a closed door.");
  for (const name of ["Lantern Debt", "Harbour Link Workers", "Harbour Street Practice"]) await bashir.getByRole("checkbox", { name }).check();
  await bashir.getByRole("button", { name: "Put it forward" }).click();
  await bashir.getByRole("region", { name: "The proposal" }).scrollIntoViewIfNeeded();
  await joined(bashir, "The proposal").click();
  await bashir.keyboard.type("Whoever sends rings the desk after eleven, while the person is with them. A name and a number are enough.");
  await bashir.getByText(/^Saved/).first().waitFor();
  await bashir.getByRole("button", { name: "Ask for voices" }).click();
  await bashir.getByRole("radio", { name: "We consent" }).waitFor();
  const address = new URL(bashir.url()).pathname;
  for (const [name, voice, line] of [["Catriona Bell", "We consent", ""], ["Moira Sutherland", "We have a concern", "Nobody is at our desk on Mondays."]] as const) {
    const page = await be(name);
    await page.goto(address);
    await page.getByRole("radio", { name: voice }).check();
    if (line) await page.getByLabel("In a line").fill(line);
    await page.getByRole("button", { name: "Say so" }).click();
    await page.getByText("Said.", { exact: false }).first().waitFor();
  }
  await bashir.goto(address);
  await bashir.getByText("Nobody is at our desk on Mondays.").first().waitFor();
  await both(bashir, "decision");
}

/** Who decides what about a link worker's post, and where two bosses answer differently. */
async function charter({ be, both }: Camera): Promise<void> {
  const [jo, moira] = [await be("Jo Rennie"), await be("Moira Sutherland")];
  await jo.goto("/team");
  await jo.getByRole("link", { name: "Role charter of Link worker at Harbour Street" }).click();
  await jo.waitForURL(/charter/);
  await moira.goto(new URL(jo.url()).pathname);
  const answers: [Page, string, string][] = [[jo, "Home visits", "Yes"], [jo, "Supervision", ""], [moira, "Home visits", "Ask first"]];
  for (const [page, topic, answer] of answers) {
    const part = page.locator("details").filter({ has: page.locator("summary", { hasText: new RegExp(`^${topic}:`) }) });
    await part.locator("summary").click();
    await (answer ? part.getByRole("radio", { name: answer, exact: true }) : part.getByRole("radio").first()).check();
    await part.getByRole("button", { name: `Save ${topic}` }).click();
    await page.locator("summary", { hasText: topic }).filter({ hasNotText: "not said yet" }).waitFor();
  }
  await jo.goto(new URL(jo.url()).pathname);
  await both(jo, "charter");
}

/** A handover from its first day to whoever is asked; what has no home, somebody away, and one press that ends it all. */
async function leaving({ be, at, both }: Camera, aileen: Page): Promise<void> {
  await at(aileen, "/me/handover");
  await aileen.getByRole("group", { name: "Your last day" }).getByRole("spinbutton").first().focus();
  const day = addDays(dayAt(new Date()), 24);
  await aileen.keyboard.type(`${day.slice(8)}${day.slice(5, 7)}${day.slice(0, 4)}`);
  await aileen.getByRole("button", { name: "Open my handover" }).click();
  const row = aileen.getByRole("listitem").filter({ has: aileen.locator("summary", { hasText: "Mrs K." }) });
  await row.locator("summary").click();
  const options = await aileen.getByLabel("Where Mrs K. goes").locator("option").allTextContents();
  await aileen.getByLabel("Where Mrs K. goes").selectOption({ label: options.find((one) => one.startsWith("Pass on to Rory")) ?? "" });
  await row.getByRole("button", { name: "Keep" }).click();
  await aileen.getByText("Kept.", { exact: false }).first().waitFor();
  await aileen.goto("/me/handover");
  await both(aileen, "handover");
  await row.locator("summary").click();
  await row.getByRole("link", { name: /^What the next person should know/ }).click();
  await aileen.getByLabel("What the next person should know").fill("Ring after ten.\nHer sister comes along on Mondays.\nAsk after the cat.");
  await aileen.getByRole("button", { name: "Keep", exact: true }).click();
  await aileen.getByText("Kept.", { exact: true }).waitFor();
  await both(aileen, "handover-letter", "body");
  await aileen.goto("/me/handover");
  await aileen.getByRole("button", { name: /^Take what is suggested/ }).click();
  await aileen.getByRole("link", { name: "Check your answers" }).click();
  await aileen.getByRole("button", { name: "Send", exact: true }).click();
  await aileen.getByText(/^Sent\./).waitFor();
  const rory = await be("Rory Tait");
  await rory.goto("/inbox");
  await open(rory, /^Aileen Muir hands over/);
  await both(rory, "handover-asked");
  const jo = await be("Jo Rennie");
  await at(jo, "/team/home");
  await open(jo, /^Link worker at the library/);
  await both(jo, "home");
  await at(jo, "/team");
  await open(jo, "When they leave: Rory Tait");
  await both(jo, "leaving");
  const ewan = await be("Ewan Adeyemi");
  await at(ewan, "/team");
  await open(ewan, /^Ewan Adeyemi/);
  await both(ewan, "cover");
}

/** Where several write together, once one may write there. */
const joined = (page: Page, name: string) => page.getByRole("textbox", { name }).and(page.locator("[contenteditable=true]"));

/** Follows the first link of these words, and waits for the page it leads to. */
async function open(page: Page, name: string | RegExp): Promise<void> {
  const link = page.locator("main").getByRole("link", { name }).first();
  const to = (await link.getAttribute("href")) ?? "";
  await page.goto(to, { waitUntil: "networkidle" });
}
