/** From being signed in to the first page, whole, one visit after another by different people. */
import { spread } from "../report/statistics.js";
import { headersOf } from "../servers/fixtures.js";

const firstPage = "/today";
const unmeasured = 5;

export const pages = {
  title: "First page",
  takesPart: (server) => server.ours,
  size: ({ documents, people }) => ({ documents, people }),
  run,
};

async function run({ server, options }) {
  const { network } = server;
  const times = [];
  for (let visit = -unmeasured; visit < options.visits; visit++) {
    const time = await visitFirstPage(network, (visit + unmeasured) % network.people.length);
    if (visit >= 0) times.push(time);
  }
  return { visits: options.visits, ...spread(times) };
}

async function visitFirstPage(network, personIndex) {
  const startedAt = performance.now();
  const headers = { ...headersOf(network, personIndex), Accept: "text/html" };
  const answer = await fetch(new URL(firstPage, network.baseUrl), { headers, redirect: "manual" });
  await answer.text();
  if (answer.status !== 200) throw new Error(`${firstPage} answered ${answer.status} to somebody signed in`);
  return performance.now() - startedAt;
}
