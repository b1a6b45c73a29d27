import { useSyncExternalStore } from "react";

const never = () => () => {};

/** False on the server and for the first paint, true once scripts are running. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  );
}
