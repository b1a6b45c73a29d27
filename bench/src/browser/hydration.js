/**
 * When a page answers to a hand. React leaves its properties on an element when it has taken the element over; the
 * last interactive element of the page, and then one frame in which the page was free to paint, is what is waited for.
 */
export async function markHydration(page) {
  await page.addInitScript(() => {
    const taken = (element) => Object.keys(element).some((key) => key.startsWith("__reactProps$"));
    const look = () => {
      const all = document.readyState === "loading" ? [] : [...document.querySelectorAll("main a, main button, main input, header button, header a")];
      const last = all.at(-1);
      if (!last || !taken(last) || !taken(all[0])) return requestAnimationFrame(look);
      requestAnimationFrame(() => setTimeout(() => (window.answersAt = performance.now())));
    };
    requestAnimationFrame(look);
    window.longest = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((one) => (window.longest = Math.max(window.longest, one.duration)))).observe({ type: "longtask", buffered: true });
  });
}

/** Milliseconds since the navigation began, by the page's own clock. */
export async function hydrated(page) {
  await page.waitForFunction(() => window.answersAt !== undefined);
  return page.evaluate(() => {
    const [painted] = performance.getEntriesByName("first-contentful-paint");
    return { answersMs: window.answersAt, paintedMs: painted?.startTime ?? NaN, longestTaskMs: window.longest };
  });
}
