import { useEffect } from "react";
import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { useAnnounce } from "~/kit/LiveRegion";
import { forgetDraft } from "~/shared/drafts";
import styles from "./board.module.css";
import { draftName, postedWords, type Posted } from "./posted";

/** What posting did, and the way to take it back: a plain form, which works without scripts. */
export function PostedLine({ posted }: { posted: Posted }) {
  const announce = useAnnounce();
  const words = postedWords(posted);
  useEffect(() => {
    forgetDraft(draftName);
    announce(words);
  }, [announce, words]);
  return (
    <Banner tone={posted.flagged ? "needs" : "agreed"} className={styles.posted}>
      <div className={styles.postedRow}>
        <p>
          {words} <Link to="/me/interests">What my posts hear of</Link>
        </p>
        <form method="post" action={`/gaps/${posted.gapId}/acts`}>
          <input type="hidden" name="intent" value="take-down" />
          <input type="hidden" name="back" value="/gaps" />
          <Button type="submit">Undo</Button>
        </form>
      </div>
    </Banner>
  );
}
