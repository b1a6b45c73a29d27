import { describe, expect as plainly, test } from "vitest";
import { resize, widths } from "../support/browser";
import { demonstration, expect, type Name } from "./demonstration";
import { faultsAtBothWidths } from "./look";
import { unanswered } from "./losing";

const set = demonstration();

/** A form, what is typed into it, and the page it leads to. */
type Sent = { as: Name; address: string; fields: Record<string, string>; choose?: [string, string]; press: string; leadsTo: string };
const forms: Record<string, Sent> = {
  "somebody who is added": { as: "Aileen", address: "/people/new", fields: { "The name they like to be called": "Mr Zander", "What matters to them (optional)": "The dog, and the sea." }, press: "Add, then ask about consent", leadsTo: "**/consent/new" },
  "a question to the network": { as: "Jo", address: "/gaps/asks/new", fields: { "Your question": "Who lends a very big pot?" }, choose: ["What it is about", "Food"], press: "Ask", leadsTo: "**/gaps/asks/*" },
  "an organisation": { as: "Fay", address: "/directory/organisations/new", fields: { Name: "Dune Walking Group" }, choose: ["Kind", "Third sector organisation"], press: "Add this organisation", leadsTo: "**/directory/organisations/*" },
};

describe("a form that nobody answers stays with all that was typed, says so, and goes when it is sent again", () => {
  test.each(Object.entries(forms))("%s", async (_what, { as, address, fields, choose, press, leadsTo }) => {
    const { page } = await set.as(as);
    await page.goto(address);
    for (const [label, words] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(words);
    if (choose) await page.getByLabel(choose[0], { exact: true }).selectOption({ label: choose[1] });
    const button = page.getByRole("button", { name: press, exact: true });
    const alert = page.getByText("No answer came, so this may not be saved.", { exact: false });
    await unanswered(page, async () => {
      await button.click();
      await expect(alert).toBeVisible();
    });
    for (const [label, words] of Object.entries(fields)) await expect(page.getByLabel(label, { exact: true })).toHaveValue(words);
    plainly(await faultsAtBothWidths(page, `${address}, not sent`)).toEqual([]);
    await resize(page, widths.desktop);
    await button.click();
    await page.waitForURL(leadsTo);
    await expect(alert).toHaveCount(0);
  });
});
