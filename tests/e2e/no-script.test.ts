import { test } from "vitest";
import { addSomeone, recordConsent } from "./consent-steps";
import { demonstration, expect } from "./demonstration";

const set = demonstration();

test("without any script: sign in by code, add somebody, ask, read the note, and stop", async () => {
  const page = await set.stranger("phone", { javaScriptEnabled: false });
  await page.goto("/sign-in");
  await page.getByLabel("Email address").fill("aileen@harbourlinks.example");
  await page.getByRole("button", { name: "Email me a code" }).click();
  const code = await page.locator("strong", { hasText: /^\d{6}$/ }).textContent();
  await page.getByLabel("Code").fill(code ?? "");
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/\/today$/);

  await addSomeone(page, { name: "Effie", whatMatters: "The bus, and who is on it." });
  await recordConsent(page, { words: "Fine.", sharing: { with: "Kelpie Food Hub", search: "kelpie", parts: ["Visit"], together: false } });

  const { notePath, clientId } = await set.mrsK();
  await page.goto(notePath);
  await expect(page.getByRole("region", { name: "Visit", exact: true })).toContainText("letter from housing");
  await page.goto(`/people/${clientId}/withdrawal`);
  await page.getByRole("radio", { name: /^Stop sharing/ }).check();
  await page.getByRole("checkbox", { name: "Kelpie Food Hub" }).check();
  await page.getByRole("button", { name: "Stop now" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(/^Stopped at \d{1,2}:\d\d:\d\d/);
  await expect(page.locator("main")).toContainText("Kelpie Food Hub: what happens in visits");
  const bashir = await set.as("Bashir");
  await bashir.page.goto(notePath);
  await expect(bashir.page.getByRole("heading", { level: 1 })).toHaveText("We cannot find that page");
});
