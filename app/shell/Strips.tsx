import { WifiOff } from "lucide-react";
import { useEffect } from "react";
import { useAnnounce } from "~/kit/LiveRegion";
import { StatusStrip } from "~/kit/StatusStrip";
import { useOnline } from "~/kit/useOnline";

const offlineWords = "You are offline. You can read what is open.";

/** What the whole page must know: invented people, no connection. */
export function Strips({ demonstration }: { demonstration?: boolean | undefined }) {
  const online = useOnline();
  const announce = useAnnounce();

  useEffect(() => {
    if (!online) announce(offlineWords);
  }, [online, announce]);

  if (online && !demonstration) return null;
  return (
    <section aria-label="Notices">
      {demonstration ? (
        <StatusStrip tone="info">Demonstration network: every person and place here is invented</StatusStrip>
      ) : null}
      {online ? null : (
        <StatusStrip tone="needs" icon={<WifiOff />}>
          {offlineWords}
        </StatusStrip>
      )}
    </section>
  );
}
