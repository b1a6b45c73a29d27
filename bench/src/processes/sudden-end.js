/** When the bench itself is interrupted, ends the processes that would outlive it, by their ids. */
import { removeAllScratch } from "./scratch.js";

const lists = new Set();

/** `pids` is asked at the end; answers a function that forgets it. */
export function onSuddenEnd(pids) {
  lists.add(pids);
  return () => lists.delete(pids);
}

process.on("exit", () => {
  for (const pid of [...lists].flatMap((pids) => pids())) end(pid);
  removeAllScratch();
});

function end(pid) {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // it had ended already
  }
}
