/** Consent is withdrawn while both organisations have the note open: how soon the other one's connection is dead. */
import { Keystrokes } from "../client/keystrokes.js";
import { SyncClient } from "../client/sync-client.js";
import { Typist } from "../client/typist.js";
import { within } from "../processes/within.js";
import { spread } from "../report/statistics.js";
import { headersOf } from "../servers/fixtures.js";

const keystrokeEveryMs = 20;
const aliveAfterMs = 5000;

export const withdrawal = {
  title: "Consent withdrawal",
  takesPart: (server) => server.ours,
  size: ({ withdrawals }) => ({ documents: withdrawals, people: 5 }),
  run,
};

async function run({ server, options }) {
  const results = [];
  for (const document of server.network.documents.slice(0, options.withdrawals)) {
    const scene = findScene(server.network, document);
    if (scene) results.push(await withdrawOnce(server.network, { ...scene, document, field: options.field }));
  }
  if (!results.length) throw new Error("fixtures: no document has a grant to an organisation that can open it");
  const asked = spread(results.map((result) => result.sinceAskedMs));
  const answered = spread(results.map((result) => Math.max(0, result.sinceAnsweredMs)));
  const sum = (pick) => results.reduce((total, result) => total + pick(result), 0);
  return {
    withdrawals: results.length,
    p50: asked.p50,
    p99: asked.p99,
    max: asked.max,
    answeredP99: answered.p99,
    framesAfterAnswer: sum((result) => result.framesAfterAnswer),
    returned: sum((result) => Number(result.returned)),
  };
}

/** A grant, somebody of its organisation who has the note open, and somebody else who writes. */
function findScene(network, document) {
  const sitsWith = (index, grant) => sameOrganisation(network.people[index]?.organisation, grant.organisation);
  for (const grant of document.grants ?? []) {
    const member = [...document.writers, ...(document.readers ?? [])].find((index) => sitsWith(index, grant));
    const writer = document.writers.find((index) => !sitsWith(index, grant));
    if (member !== undefined && writer !== undefined) return { grant, member, writer };
  }
  return null;
}

const sameOrganisation = (one, other) => JSON.stringify(one?.id ?? one) === JSON.stringify(other?.id ?? other);

async function withdrawOnce(network, { document, grant, member, writer, field }) {
  const reader = await new SyncClient(network.seatFor(document, member)).connect();
  const typist = await new Typist(network.seatFor(document, writer), { keystrokes: new Keystrokes(), field }).connect();
  typist.begin();
  const typing = setInterval(() => typist.type(), keystrokeEveryMs);
  let framesAfterAnswer = 0;
  let answeredAt = Infinity;
  reader.onFrame = () => performance.now() > answeredAt && framesAfterAnswer++;
  const dead = new Promise((resolve) => (reader.onClosed = () => resolve(performance.now())));
  try {
    const askedAt = performance.now();
    await withdraw(network, grant);
    answeredAt = performance.now();
    const deadAt = await within(aliveAfterMs / 1000, "the other organisation's connection ending", dead);
    const returned = await canReturn(network.seatFor(document, member));
    return { sinceAskedMs: deadAt - askedAt, sinceAnsweredMs: deadAt - answeredAt, framesAfterAnswer, returned };
  } finally {
    clearInterval(typing);
    reader.close();
    typist.close();
  }
}

async function withdraw(network, grant) {
  const answer = await fetch(new URL(grant.withdrawPath, network.baseUrl), {
    method: "POST",
    redirect: "manual",
    headers: {
      ...headersOf(network, grant.withdrawBy),
      "Content-Type": "application/x-www-form-urlencoded",
      "Sec-Fetch-Site": "same-origin",
    },
    body: new URLSearchParams({ reason: "No longer agrees" }),
  });
  await answer.arrayBuffer();
  if (answer.status >= 400) throw new Error(`withdrawing consent answered ${answer.status}`);
}

async function canReturn(seat) {
  const again = new SyncClient(seat);
  try {
    await again.connect(3);
    return true;
  } catch {
    return false;
  } finally {
    again.close();
  }
}
