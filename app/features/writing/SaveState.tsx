import { Cloud, CloudAlert, CloudUpload } from "lucide-react";
import { formatTime } from "~/kit/wallTime";
import { isEnd, type Status } from "./status";
import type { Saved } from "./saving";
import styles from "./SaveState.module.css";

type Props = {
  status: Status | undefined;
  saved: Saved | undefined;
  /** Silent until there is something of one's own to speak of. */
  brief?: boolean;
};

/** "Saved 10:42", and every honest word short of it. */
export function SaveState({ status, saved, brief }: Props) {
  const { words, tone } = sayingOf(status, saved);
  if (!words || (brief && words === nothingYet)) return null;
  const Icon = tone === "bad" ? CloudAlert : tone === "busy" ? CloudUpload : Cloud;
  return (
    <span className={styles.state} data-tone={tone} data-save-state="">
      <Icon aria-hidden="true" />
      {words}
    </span>
  );
}

const nothingYet = "All saved";

type Saying = { words: string; tone: "calm" | "busy" | "bad" };

/** What may be said. Words that are not saved are always spoken of first. */
export function sayingOf(status: Status | undefined, saved: Saved | undefined): Saying {
  if (isEnd(status)) return { words: "Writing has stopped", tone: "bad" };
  if (saved?.state === "not saved") return { words: "Not saved", tone: "bad" };
  if (status === "offline") return { words: "Not connected", tone: "bad" };
  if (saved?.state === "saving") return { words: "Saving…", tone: "busy" };
  if (status === undefined) return { words: "", tone: "calm" };
  if (status === "joining") return { words: "Joining…", tone: "busy" };
  if (saved?.at) return { words: `Saved ${formatTime(saved.at.toISOString(), "clock")}`, tone: "calm" };
  return { words: status === "read only" ? "Reading" : nothingYet, tone: "calm" };
}
