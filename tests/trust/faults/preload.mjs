// Loaded before a test's server (NODE_OPTIONS=--import): functions that decide can be made to throw, to answer
// nothing or never to answer, one at a time, while it runs. The product's files stay as they are.
import { appendFileSync, readFileSync } from "node:fs";
import { register } from "node:module";
import { isMainThread } from "node:worker_threads";

if (isMainThread && process.env.FAULT_FILE) {
  register("./hooks.mjs", import.meta.url, { data: { names: process.env.FAULT_NAMES.split(",") } });
  const file = process.env.FAULT_FILE;
  const now = () => readFileSync(file, "utf8");
  globalThis.commonThreadFault = (name) => {
    const state = now();
    const [wanted, mode] = state.split(" ");
    if (wanted !== name) return undefined;
    appendFileSync(`${file}.hits`, "x");
    if (mode === "throw") throw new Error("broken on purpose");
    if (mode === "null") return { answer: null };
    return {
      answer: new Promise((_resolve, reject) => {
        const look = setInterval(() => {
          if (now() === state) return;
          clearInterval(look);
          reject(new Error("broken on purpose, and let go"));
        }, 20);
      }),
    };
  };
}
