/**
 * Lucide's dots, each picture drawn as one line instead of a circle a dot: a board has two on every card, and its page
 * is drawn on the server for everybody who opens it.
 */
const dots = (path: string) => (
  <svg xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="4" strokeLinecap="round" aria-hidden="true">
    <path d={path} />
  </svg>
);

export const sixDots = dots("M9 5h.01M15 5h.01M9 12h.01M15 12h.01M9 19h.01M15 19h.01");
export const threeDots = dots("M5 12h.01M12 12h.01M19 12h.01");
