import type { Services } from "~/shared/services.server";

type Waiting = { read: () => Promise<unknown>; resolve: (answer: unknown) => void; reject: (error: unknown) => void };

/**
 * What two hundred pages ask for in the same moment is read once or twice. Whoever comes while a read runs waits for
 * the next: the one that runs may have begun before the change they came for was committed. Nothing is kept.
 */
export function createTogether(): Services["together"] {
  /** Who waits for the next read of each key that is being read. */
  const waiting = new Map<string, Waiting[]>();

  async function readFor(key: string, first: Waiting): Promise<void> {
    for (let those = [first]; those.length > 0; those = waiting.get(key) ?? []) {
      waiting.set(key, []);
      await answer(those);
    }
    waiting.delete(key);
  }

  return <T>(key: string, read: () => Promise<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      const one: Waiting = { read, resolve: resolve as Waiting["resolve"], reject };
      const queue = waiting.get(key);
      if (queue) queue.push(one);
      else void readFor(key, one);
    });
}

/** One read for all of them. Of those who wait, whoever came last was judged last. */
async function answer(those: Waiting[]): Promise<void> {
  try {
    const value = await those.at(-1)?.read();
    for (const { resolve } of those) resolve(value);
  } catch (error) {
    for (const { reject } of those) reject(error);
  }
}
