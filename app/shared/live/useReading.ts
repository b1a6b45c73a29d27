import { useEffect } from "react";
import { useNavigation } from "react-router";
import { notices } from "./notices";

/** For the frame around all pages: says when another page is asked for, since what changes before it watches is told to nobody. */
export function useReading(): void {
  const { state } = useNavigation();
  useEffect(() => {
    if (state === "loading") notices.reads();
  }, [state]);
}
