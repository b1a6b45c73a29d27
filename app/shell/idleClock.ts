/**
 * What the tabs of one browser tell each other: two times of day and nothing else. No name, no
 * address and no words, since storage outlives the session on a computer others use.
 */
const activeKey = "idle:last-active";
const coveredKey = "idle:covered-at";
/** The same for the server. It can only take words away, so nobody gains by writing it themselves. */
const coveredCookie = "covered=1";

/** Several times a second is more than the clock needs. */
const writeEvery = 2_000;
/** For this tab alone, where storage is switched off. */
let remembered = 0;

export function lastActive(): number {
  return read(activeKey) ?? remembered;
}

export function recordActivity(now: number): void {
  if (Math.abs(now - (read(activeKey) ?? 0)) < writeEvery) return;
  remembered = now;
  write(activeKey, now);
}

export function isCovered(): boolean {
  return read(coveredKey) !== undefined;
}

export function recordCover(now: number): void {
  write(coveredKey, now);
  writeCookie(coveredCookie);
}

export function forgetCover(): void {
  writeCookie(`${coveredCookie}; Max-Age=0`);
  try {
    localStorage.removeItem(coveredKey);
  } catch {
    // Storage can be switched off; this tab then looks after itself.
  }
}

/** Calls back when another tab covered or opened the pages. */
export function watchOtherTabs(changed: (covered: boolean) => void): () => void {
  function onStorage(event: StorageEvent) {
    if (event.key === coveredKey) changed(event.newValue !== null);
  }
  window.addEventListener("storage", onStorage);
  return () => window.removeEventListener("storage", onStorage);
}

/** The server may be out of reach now: it is told with the next request it hears, before it answers with any words. */
function writeCookie(text: string): void {
  document.cookie = `${text}; Path=/; SameSite=Lax${location.protocol === "https:" ? "; Secure" : ""}`;
}

function read(key: string): number | undefined {
  try {
    const number = Number(localStorage.getItem(key) ?? Number.NaN);
    return Number.isFinite(number) ? number : undefined;
  } catch {
    return undefined;
  }
}

function write(key: string, time: number): void {
  try {
    localStorage.setItem(key, String(time));
  } catch {
    // As above.
  }
}
