/** What a first visit to each page costs a browser: bytes and requests as served, and the time until it answers on a slow processor. */
import { freshTab, openChromium } from "../browser/chromium.js";
import { hydrated, markHydration } from "../browser/hydration.js";
import { watchLoads } from "../browser/loads.js";
import { median } from "../report/statistics.js";

/** Four times slower than this machine: about a phone of some years ago. */
const slower = 4;

export const frontEnd = {
  title: "Front end",
  takesPart: (server) => server.ours,
  size: () => ({ documents: 3, people: 3 }),
  run,
};

async function run({ server, options }) {
  const { network } = server;
  const [document] = network.documents;
  const person = network.people[document.writers[0]];
  const browser = await openChromium();
  const routes = {};
  try {
    for (const [name, path] of pagesOf(network, document)) {
      const who = { baseUrl: network.baseUrl, cookie: path.startsWith("/sign-in") ? undefined : person.cookie };
      const visits = [];
      for (let visit = 0; visit < options.firstVisits; visit++) visits.push(await visitSlowly(browser, who, path));
      routes[name] = { ...(await weigh(browser, who, path)), ...medians(visits) };
    }
  } finally {
    await browser.close();
  }
  return { slower, ...summaryOf(routes), routes };
}

function pagesOf(network, { client, note }) {
  const person = `/people/${client}`;
  const organisation = network.people[0].organisation;
  return [
    ["sign in", "/sign-in"],
    ["Today", "/today"],
    ["People", "/people"],
    ["a person", person],
    ["their notes", `${person}/notes`],
    ["the plan", `${person}/plan`],
    ["sharing", `${person}/sharing`],
    ["who has looked", `${person}/looks`],
    ["their history", `${person}/history`],
    ["a note", `${person}/notes/${note}`],
    ["write a note", `${person}/notes/new`],
    ["ask for consent", `${person}/consent/new`],
    ["no longer agrees", `${person}/withdrawal`],
    ["directory", "/directory"],
    ["an organisation", `/directory/organisations/${organisation?.id ?? organisation}`],
    ["search", "/search?q=load"],
    ["my page", "/me"],
    ["help", "/help"],
  ];
}

/** Bytes and requests until nothing more is asked for. */
async function weigh(browser, who, path) {
  const { page, devtools, close } = await freshTab(browser, who);
  try {
    const loads = await watchLoads(devtools);
    const answer = await page.goto(path, { waitUntil: "networkidle" });
    if (answer.status() !== 200) throw new Error(`${path} answered ${answer.status()}`);
    return await loads.totals();
  } finally {
    await close();
  }
}

async function visitSlowly(browser, who, path) {
  const { page, devtools, close } = await freshTab(browser, who);
  try {
    await markHydration(page);
    await devtools.send("Emulation.setCPUThrottlingRate", { rate: slower });
    await page.goto(path, { waitUntil: "commit" });
    return await hydrated(page);
  } finally {
    await close();
  }
}

const medians = (visits) => Object.fromEntries(Object.keys(visits[0]).map((key) => [key, median(visits.map((visit) => visit[key]))]));

function summaryOf(routes) {
  const all = Object.values(routes);
  const most = (key) => Math.max(...all.map((one) => one[key] ?? 0));
  return {
    todayBytes: routes.Today.bytes,
    todayPackedBytes: routes.Today.packedBytes,
    todayRequests: routes.Today.requests,
    todayAnswersMs: routes.Today.answersMs,
    noteBytes: routes["a note"].bytes,
    notePackedBytes: routes["a note"].packedBytes,
    noteRequests: routes["a note"].requests,
    noteAnswersMs: routes["a note"].answersMs,
    slowestAnswersMs: most("answersMs"),
    longestTaskMs: most("longestTaskMs"),
    mostPackedBytes: most("packedBytes"),
  };
}
