import { readFileSync } from "node:fs";
import { WebSocket } from "ws";
import { percentile } from "../support/size";
import type { TestServer } from "../support/server";
import { eventually, pause } from "../support/wait";

/** Environment for a server whose memory can be asked about after its rubbish has been taken out. */
export const canBeAsked = { NODE_OPTIONS: "--inspect=127.0.0.1:0" };

export type Endured = { longestStallMs: number; p99StallMs: number; longestLagMs: number; grewMb: number };

/** Watches a server while it is under fire: how long it takes to answer the simplest of questions, and what it keeps. */
export async function endure(server: TestServer, work: (warm: () => Promise<void>) => Promise<void>): Promise<Endured> {
  const times: number[] = [];
  const lags: number[] = [];
  let over = false;
  const probing = (async () => {
    for (let turn = 0; !over; turn++) {
      const begun = performance.now();
      await fetch(`${server.baseUrl}/healthz`).then((answer) => answer.text(), () => "");
      times.push(performance.now() - begun);
      if (turn % 20 === 0) lags.push(await longestLag(server));
      await pause(20);
    }
  })();
  let before = await keptMegabytes(server);
  await work(async () => {
    before = await keptMegabytes(server);
  });
  lags.push(await longestLag(server));
  over = true;
  await probing;
  let grew = (await keptMegabytes(server)) - before;
  for (let again = 0; again < 5 && grew > 60; again++) {
    await pause(1_000);
    grew = (await keptMegabytes(server)) - before;
  }
  return { longestStallMs: Math.round(Math.max(...times)), p99StallMs: Math.round(percentile(times, 0.99)), longestLagMs: Math.round(Math.max(0, ...lags)), grewMb: Math.round(grew) };
}

/** The longest the event loop stood since this was last asked, by the server's own figures. */
async function longestLag({ port }: TestServer): Promise<number> {
  const text = await fetch(`http://127.0.0.1:${port + 1}/metrics`).then((answer) => answer.text(), () => "");
  return Number(/^nodejs_eventloop_lag_max_seconds (\S+)/m.exec(text)?.[1] ?? 0) * 1000;
}

/** Resident memory after a collection. */
async function keptMegabytes(server: TestServer): Promise<number> {
  await collect(server);
  try {
    return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.process.pid}/status`, "utf8"))?.[1]) / 1024;
  } catch {
    return 0;
  }
}

async function collect(server: TestServer): Promise<void> {
  const address = server.output().match(/ws:\/\/127\.0\.0\.1:\d+\/[\w-]+/g)?.at(-1);
  if (!address) return;
  const socket = new WebSocket(address);
  socket.on("error", () => {});
  const answers: string[] = [];
  socket.on("message", (text) => answers.push(String(text)));
  socket.once("open", () => socket.send(JSON.stringify({ id: 1, method: "HeapProfiler.collectGarbage" })));
  await eventually(() => answers.length > 0 || socket.readyState > 1, "a collection").catch(() => {});
  socket.terminate();
}

/** Nothing in the output speaks of a fault nobody caught. */
export const uncaught = /unhandled|uncaught|UnhandledPromise|FATAL ERROR|MaxListenersExceeded/i;
