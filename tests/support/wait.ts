export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `holds` answers true, looking every few milliseconds. @throws naming `what` when time is up */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string, within = 10_000): Promise<void> {
  const end = performance.now() + within;
  while (performance.now() < end) {
    if (await holds()) return;
    await pause(15);
  }
  throw new Error(`Waited ${within} ms for ${what}.`);
}
