import { useEffect } from "react";
import { useRevalidator } from "react-router";

/** Asks the loader again each second while something is under way. */
export function useLookAgain(isUnderWay: boolean) {
  const { revalidate, state } = useRevalidator();
  useEffect(() => {
    if (!isUnderWay || state !== "idle") return;
    const timer = setTimeout(() => void revalidate(), 1_000);
    return () => clearTimeout(timer);
  }, [isUnderWay, state, revalidate]);
}
