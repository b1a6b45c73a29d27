export type ImportState = "checking" | "ready" | "running" | "stopped" | "done" | "failed";

export const stateWords: Record<ImportState, string> = {
  checking: "Being read",
  ready: "Waits for you to choose",
  running: "Running",
  stopped: "Stopped half-way",
  done: "Done",
  failed: "Could not be read",
};
