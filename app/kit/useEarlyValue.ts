import { useCallback, useState } from "react";

/**
 * What somebody chose in the plain control before scripts arrived. Give `catchEarly` to that
 * control as its ref; by the time the richer one takes its place, the choice is known.
 */
export function useEarlyValue(start: string | undefined) {
  const [early, setEarly] = useState<string | undefined>(undefined);
  const catchEarly = useCallback(
    (control: HTMLInputElement | HTMLSelectElement | null) => {
      if (control && control.value !== (start ?? "")) setEarly(control.value);
    },
    [start],
  );
  return [early ?? start, catchEarly] as const;
}
