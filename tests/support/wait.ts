/** The common wait, milliseconds: long enough for a machine with much else to do, short enough to say what was waited for before a test's own time is up. */
export const patience = 45_000;

export const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `holds` answers true, looking every few milliseconds. @throws naming `what` when time is up */
export async function eventually(holds: () => boolean | Promise<boolean>, what: string, within = patience): Promise<void> {
  const end = performance.now() + within;
  while (performance.now() < end) {
    if (await holds()) return;
    await pause(15);
  }
  throw new Error(`Waited ${within} ms for ${what}.`);
}
