import { useEffect } from "react";
import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Tag } from "~/kit/Tag";
import { useFound } from "~/shared/useFound";
import styles from "./asks.module.css";
import type { AskAlike } from "./reads.server";
import { agoWords, count } from "./words";

const pause = 250;

/** While somebody types a question: earlier ones like it, with the answers that were kept. */
export function AsksAlike({ words }: { words: string }) {
  const { found, look } = useFound<{ alike: AskAlike[]; now: string }>();
  const said = words.trim();
  useEffect(() => {
    if (said.length < 8) return;
    const timer = setTimeout(() => look(`/gaps/asks/alike?${new URLSearchParams({ words: said })}`), pause);
    return () => clearTimeout(timer);
  }, [said, look]);
  const alike = said.length < 8 ? [] : (found?.alike ?? []);
  return (
    <div aria-live="polite">
      {alike.length > 0 ? (
        <Card as="section" title="Asked before" tint="pine">
          <ul className={styles.alike}>
            {alike.map((one) => (
              <li key={one.id}>
                <p className={styles.voice}>
                  <Link to={`/gaps/asks/${one.id}`}>{one.question}</Link>
                </p>
                {one.kept ? (
                  <p>
                    <Tag tone="agreed">Answered</Tag> <span className={styles.voice}>{one.kept}</span>
                  </p>
                ) : (
                  <p className={styles.quiet}>
                    {one.answers === 0 ? "No answer yet" : count(one.answers, "answer")} · asked {agoWords(one.at, found?.now ?? one.at)}
                  </p>
                )}
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}
