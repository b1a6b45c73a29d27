import { Radio } from "lucide-react";
import { StatusStrip } from "~/kit/StatusStrip";
import { useOnline } from "~/kit/useOnline";

/** Says that the page does not follow by itself just now. Silent offline, where the shell says more. */
export function NotLive({ notLive }: { notLive: boolean }) {
  const online = useOnline();
  if (!notLive || !online) return null;
  return (
    <StatusStrip tone="needs" icon={<Radio />}>
      Not live. What others change shows when the connection is back.
    </StatusStrip>
  );
}
