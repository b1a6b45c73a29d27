import styles from "./prose.module.css";

type Props = { html: string; name: string; empty: string };

/** The words as they are stored. The HTML is made by the document server, which writes only what the editor knows. */
export function StoredText({ html, name, empty }: Props) {
  if (!html) {
    return (
      <div className={styles.prose}>
        <p className={styles.empty}>{empty}</p>
      </div>
    );
  }
  return <div className={styles.prose} role="article" aria-label={name} dangerouslySetInnerHTML={{ __html: html }} />;
}
