import type { ReactNode } from "react";
import { purposeWords, type LiveGrant } from "../consent";
import { dateWords } from "../days";
import { classInSentence } from "../section";
import styles from "./parts.module.css";

/** One thing that is shared: with whom, what, why, until when. */
export function GrantRow({ grant, children }: { grant: Pick<LiveGrant, "organisation" | "sectionClass" | "access" | "purpose" | "validUntil">; children?: ReactNode }) {
  return (
    <li>
      <div className={styles.grow}>
        <p>
          {grant.organisation} may {grant.access === "write" ? "read and write" : "read"} {classInSentence(grant.sectionClass)}
        </p>
        <p className={styles.quiet}>
          {purposeWords[grant.purpose].title}, until {dateWords(grant.validUntil)}
        </p>
      </div>
      {children}
    </li>
  );
}
