import { privacySentences } from "../privacy";
import styles from "./people.module.css";

export function PrivacySentences() {
  return (
    <ol className={styles.sentences}>
      {privacySentences.map(({ sentence, example }) => (
        <li key={sentence}>
          {sentence} <span className={styles.quiet}>{example}</span>
        </li>
      ))}
    </ol>
  );
}
