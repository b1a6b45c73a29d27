import { privacySentences } from "../privacy";
import styles from "./people.module.css";

export function PrivacySentences() {
  return (
    <ol>
      {privacySentences.map(({ sentence, example }) => (
        <li key={sentence}>
          {sentence} <span className={styles.quiet}>{example}</span>
        </li>
      ))}
    </ol>
  );
}
