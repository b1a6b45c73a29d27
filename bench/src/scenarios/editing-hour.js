/**
 * An hour of writing as its 18,000 keystrokes, as fast as the browser takes them, while a second person writes in the
 * same document: what the tab holds at each quarter, and whether a keystroke grows slower. What needs the hour itself
 * to pass (timers, clocks on the page) is not in it.
 */
import { freshTab, openChromium } from "../browser/chromium.js";
import { held } from "../browser/memory.js";
import { Keystrokes } from "../client/keystrokes.js";
import { Typist } from "../client/typist.js";
import { until } from "../processes/within.js";

const sentence = "She would like to go to the garden on Thursday, and to ring her sister about the letter. ";
const mistakeEvery = 40;
const lineEvery = 90;

export const editingHour = {
  title: "An hour of writing",
  takesPart: (server) => server.ours,
  size: () => ({ documents: 1, people: 5 }),
  run,
};

async function run({ server, options }) {
  const { network } = server;
  const [document] = network.documents;
  const [writer, colleague] = document.writers;
  const browser = await openChromium();
  const other = await new Typist(network.seatFor(document, colleague), { keystrokes: new Keystrokes(), field: options.field }).connect();
  try {
    const { page, devtools } = await freshTab(browser, { baseUrl: network.baseUrl, cookie: network.people[writer].cookie });
    await page.goto(`/people/${document.client}/notes/${document.note}`);
    const text = page.locator("[contenteditable=true]").first();
    await text.focus();
    other.begin("From the other side: ");
    await page.keyboard.press("Control+End");
    await page.keyboard.press("Enter");
    const quarters = [await held(devtools)];
    const pace = [];
    const keys = Math.floor(options.hourKeystrokes / 4);
    for (let quarter = 0; quarter < 4; quarter++) {
      const startedAt = performance.now();
      await typeQuarter(page, other, keys);
      pace.push((performance.now() - startedAt) / keys);
      await until(60, "everything to be saved", () => page.locator("[data-save-state]").first().textContent().then((words) => words.startsWith("Saved")));
      quarters.push(await held(devtools));
    }
    return { keystrokes: keys * 4, ...figuresOf(quarters, pace), quarters, pace, characters: (await text.textContent()).length };
  } finally {
    other.close();
    await browser.close();
  }
}

/** The other person makes a keystroke for each of ours. */
async function typeQuarter(page, other, keys) {
  for (let key = 1; key <= keys; key++) {
    if (key % lineEvery === 0) await page.keyboard.press("Enter");
    else if (key % mistakeEvery === 0) await page.keyboard.press("Backspace");
    else await page.keyboard.press(sentence[key % sentence.length] === " " ? "Space" : sentence[key % sentence.length]);
    other.type();
  }
}

function figuresOf(quarters, pace) {
  const [first, settled, , , last] = quarters;
  return {
    heapStart: first.heap,
    heapEnd: last.heap,
    heapGrowth: last.heap - first.heap,
    // The first quarter fills what is kept on purpose (undo, fonts, code); growth after it is what would go on.
    heapGrowthLater: last.heap - settled.heap,
    nodesStart: first.nodes,
    nodesEnd: last.nodes,
    listenersStart: first.listeners,
    listenersEnd: last.listeners,
    msPerKeyFirst: pace[0],
    msPerKeyLast: pace[3],
  };
}
