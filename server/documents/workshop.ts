import path from "node:path";
import { Worker } from "node:worker_threads";
import { root } from "~/shared/root.server";
import type { Compact } from "./gate";

type Words = { html: string; text: string; rows: { minutes: number; what: string; who: string }[] };
type Row = { seq: number; data: Uint8Array };
type Jobs = {
  compact: { input: { parts: Uint8Array[] }; result: Compact };
  read: { input: { parts: Uint8Array[] }; result: Words };
  scraps: { input: { update: Uint8Array }; result: string };
  replay: { input: { rows: Row[]; at: number[] }; result: (Words & { seq: number })[] };
  append: { input: { parts: Uint8Array[]; paragraphs: string[] }; result: Uint8Array };
  rewind: { input: { parts: Uint8Array[]; past: Uint8Array[] }; result: Uint8Array };
};

type Waiting = { resolve: (result: never) => void; reject: (error: Error) => void };

/** The thread in which Y.Docs are made. If it dies, what it was doing fails and the next job starts another. */
export class Workshop {
  private worker: Worker | undefined;
  private waiting = new Map<number, Waiting>();
  private next = 1;

  /** @throws when the bytes cannot be read, or the thread died of them */
  do<Name extends keyof Jobs>(job: Name, input: Jobs[Name]["input"]): Promise<Jobs[Name]["result"]> {
    const worker = (this.worker ??= this.begin());
    const id = this.next++;
    return new Promise((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      worker.postMessage({ id, job, input });
    });
  }

  async stop(): Promise<void> {
    await this.worker?.terminate();
  }

  private begin(): Worker {
    const worker = new Worker(path.join(root, "server/documents/worker.js"), { resourceLimits: { maxOldGenerationSizeMb: 512 } });
    worker.unref();
    worker.on("message", ({ id, result, error }: { id: number; result: never; error?: string }) => {
      const one = this.waiting.get(id);
      this.waiting.delete(id);
      if (error === undefined) one?.resolve(result);
      else one?.reject(new Error(error));
    });
    const fail = (error: Error) => {
      if (this.worker === worker) this.worker = undefined;
      for (const one of this.waiting.values()) one.reject(error);
      this.waiting.clear();
    };
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("The document worker stopped.")));
    return worker;
  }
}
