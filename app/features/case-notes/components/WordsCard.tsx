import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { Time } from "~/kit/Time";
import styles from "./parts.module.css";

type Said = { id: string; words: string; saidOn: string; recordedBy: string };

/** What matters to them, in their own words; what they said earlier stays within reach. */
export function WordsCard({ words }: { words: readonly Said[] }) {
  const [latest, ...earlier] = words;
  return (
    <Card as="section" title="What matters to me" stripe="heather">
      {latest ? <Words said={latest} /> : <p className={styles.quiet}>Nothing taken down yet. Ask: “What would make this a better week for you?”</p>}
      {earlier.length > 0 ? (
        <Disclosure summary="Said earlier">
          <div className={styles.tight}>
            {earlier.map((said) => (
              <Words key={said.id} said={said} />
            ))}
          </div>
        </Disclosure>
      ) : null}
    </Card>
  );
}

function Words({ said }: { said: Said }) {
  return (
    <div>
      <blockquote className={styles.voice}>{said.words}</blockquote>
      <p className={styles.quiet}>
        Said on <Time iso={said.saidOn} format="day" />, taken down by {said.recordedBy}
      </p>
    </div>
  );
}
