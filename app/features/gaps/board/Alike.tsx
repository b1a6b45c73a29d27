import { useEffect, useId, useState } from "react";
import { Link, useNavigate } from "react-router";
import { Button } from "~/kit/Button";
import { Tag } from "~/kit/Tag";
import { answerOf } from "~/shared/useFound";
import type { Alike as AlikeGap } from "../alike.server";
import { everywhere, places } from "../words";
import { act } from "./acts";
import styles from "./board.module.css";
import { peopleWords } from "./words-of-card";

/** A pause in typing, milliseconds. */
const pause = 300;

/** Gaps that look like what somebody is typing: to join, so that one gap does not stand there five times. */
export function Alike({ words, areaId, onJoined }: { words: string; areaId: string; onJoined: () => void }) {
  const found = useAlike(words, areaId);
  const title = useId();
  return (
    <div aria-live="polite" className={styles.alike} data-empty={found.length === 0 ? "" : undefined}>
      {found.length === 0 ? null : (
        <section aria-labelledby={title}>
          <h2 id={title} className={styles.alikeTitle}>These look alike</h2>
          <ul className={styles.alikeList}>
            {found.map((one) => (
              <AlikeRow key={one.id} one={one} onJoined={onJoined} />
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

function AlikeRow({ one, onJoined }: { one: AlikeGap; onJoined: () => void }) {
  const navigate = useNavigate();
  const [refused, setRefused] = useState<string>();
  async function join() {
    const { ok, sentence } = await act(one.id, "join");
    if (!ok) return setRefused(sentence);
    onJoined();
    await navigate(`/gaps/${one.id}`);
  }
  return (
    <li>
      <p className={styles.voice}>
        <Link id={`alike-${one.id}`} to={`/gaps/${one.id}`}>
          {one.sentence}
        </Link>
      </p>
      <p className={styles.quiet}>
        <Tag>{one.area ?? everywhere}</Tag> {peopleWords(one.people)} · {places[one.place].title}
      </p>
      {one.joined ? (
        <p className={styles.quiet}>You see this one already.</p>
      ) : (
        <Button aria-describedby={`alike-${one.id}`} onPress={() => void join()}>
          Join this one instead
        </Button>
      )}
      {refused ? <p className={styles.note}>{refused}</p> : null}
    </li>
  );
}

function useAlike(words: string, areaId: string): AlikeGap[] {
  const [found, setFound] = useState<AlikeGap[]>([]);
  const said = words.trim();
  useEffect(() => {
    const ended = new AbortController();
    const timer = setTimeout(() => void alike(said, areaId, ended.signal).then((gaps) => ended.signal.aborted || setFound(gaps)), pause);
    return () => {
      clearTimeout(timer);
      ended.abort();
    };
  }, [said, areaId]);
  return found;
}

/** Nothing when nobody answers: posting goes on without it. */
async function alike(words: string, area: string, signal: AbortSignal): Promise<AlikeGap[]> {
  if (words.length < 8) return [];
  const answer = await answerOf<{ gaps: AlikeGap[] }>(`/gaps/alike?${new URLSearchParams({ words: words.slice(0, 240), area })}`, signal);
  return answer?.gaps ?? [];
}
