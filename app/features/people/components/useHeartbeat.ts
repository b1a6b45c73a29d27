import { useEffect } from "react";

const every = 4 * 60_000;

/** Reading asks the server for nothing. While somebody is at the page it says so, or the session would end under them. */
export function useHeartbeat(lastActive: () => number) {
  useEffect(() => {
    const timer = setInterval(() => {
      if (Date.now() - lastActive() < every) void fetch("/me/here").catch(() => {});
    }, every);
    return () => clearInterval(timer);
  }, [lastActive]);
}
