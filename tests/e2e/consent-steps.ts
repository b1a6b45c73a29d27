import type { Page } from "@playwright/test";
import { expect } from "./demonstration";

export type Sharing = { with: string; search: string; parts: string[]; together: boolean };

/** Adds somebody and lands on the first question about consent. */
export async function addSomeone(page: Page, { name, whatMatters }: { name: string; whatMatters: string }): Promise<void> {
  await page.goto("/people/new");
  await page.getByLabel("The name they like to be called").fill(name);
  await page.getByLabel("Phone").fill("01632 960 301");
  await page.getByLabel("What to take care of").fill("Do not leave messages.");
  await page.getByLabel("What matters to them").fill(whatMatters);
  await page.getByRole("button", { name: "Add, then ask about consent" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`May we keep notes about ${name}?`);
}

/** The four questions, as one would ask them; with and without scripts. Ends on the receipt. */
export async function recordConsent(page: Page, { words, sharing }: { words: string; sharing?: Sharing }): Promise<void> {
  const carryOn = page.getByRole("button", { name: "Carry on" });
  await page.getByRole("radio", { name: /^Yes, / }).check();
  await carryOn.click();
  if (sharing) {
    await page.getByLabel("Find an organisation").fill(sharing.search);
    await page.getByRole("button", { name: "Find", exact: true }).click();
    await page.getByRole("button", { name: `Choose ${sharing.with}` }).click();
    await expect(page.getByRole("heading", { level: 1 })).toHaveText(`What may ${sharing.with} see?`);
    for (const part of sharing.parts) await page.getByRole("checkbox", { name: part }).check();
    if (sharing.together) await page.getByRole("radio", { name: "Read, and write together" }).check();
    await page.getByRole("button", { name: "Add this organisation" }).click();
    await expect(page.locator("main")).toContainText(`${sharing.with} may`);
    await carryOn.click();
  } else await page.getByRole("button", { name: "Share with nobody, and carry on" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("How was it said?");
  await page.getByLabel("Their words").fill(words);
  await carryOn.click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Check with them before you record");
  await page.getByRole("button", { name: "Record, and print a receipt" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("What you agreed to");
}
