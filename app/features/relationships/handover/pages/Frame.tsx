import type { ReactNode } from "react";
import { useSearchParams } from "react-router";
import { Banner } from "~/kit/Banner";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import type { Refused } from "../../../gaps/group/answer.server";
import styles from "../handover.module.css";

type Props = { words: Readonly<Record<string, string>>; refused: Refused | undefined; online: boolean; notLive?: boolean | undefined; children: ReactNode };

/** What pages of leaving and being away have in common: what was just done, why something was refused where no form says so, and the connection. */
export function Frame({ words, refused, online, notLive, children }: Props) {
  const [search] = useSearchParams();
  const done = search.get("done") ?? "";
  return (
    <div className={styles.page}>
      {notLive ? <StatusStrip tone="info">Not live at the moment. What changes appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read this; changing anything needs a connection.</p>}
      <StrayErrors refused={refused} />
      <div role="status" className={styles.status}>
        {!refused && Object.hasOwn(words, done) ? <Banner tone="agreed">{words[done]}</Banner> : null}
      </div>
      {children}
    </div>
  );
}
