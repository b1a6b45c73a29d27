import { useEffect, useRef, useState } from "react";
import { Disclosure } from "~/kit/Disclosure";
import { Tag } from "~/kit/Tag";
import type { AskAnswer } from "./acts";
import { checkedWords } from "./AskCard";
import { AnswerForm, AskButton } from "./AskForms";
import styles from "./asks.module.css";
import type { AnswerRow, AskRow } from "./reads.server";
import { agoWords, count, viaWords } from "./words";

type Props = { ask: AskRow; answers: readonly AnswerRow[]; mayKeep: boolean; now: string; answered: AskAnswer | undefined };

/** The answers, the oldest first, so that a new one comes at the end and moves nothing. */
export function Answers({ ask, answers, mayKeep, now, answered }: Props) {
  const fresh = useFresh(answers);
  const standing = answers.filter((answer) => !answer.takenBack).length;
  return (
    <section aria-labelledby="answers">
      <h2 id="answers">{standing === 0 ? "No answer yet" : count(standing, "answer")}</h2>
      <ul className={styles.answers}>
        {answers.map((answer) => (
          <li key={answer.id} className={styles.answer} data-fresh={fresh.has(answer.id) ? "" : undefined}>
            {answer.takenBack ? <p className={styles.quiet}>You took this answer back.</p> : <Said ask={ask} answer={answer} now={now} />}
            <div className={styles.inline}>
              {mayKeep && !answer.takenBack ? <Keep ask={ask} answer={answer} answered={answered} /> : null}
              {answer.mine || answer.mayTakeDown ? (
                <AskButton askId={ask.id} intent={answer.takenBack ? "put-back" : "take-back"} about={`${answer.takenBack ? "put-back" : "take-back"}-${answer.id}`} fields={{ answer: answer.id }} answered={answered} variant="quiet">
                  {answer.takenBack ? "Undo" : answer.mine ? "Take my answer back" : "Take this down"}
                </AskButton>
              ) : null}
            </div>
            {answer.mine && !answer.takenBack && ask.kept?.answerId !== answer.id ? (
              <Disclosure key={answer.line} summary="Put it in other words">
                <AnswerForm askId={ask.id} answerId={answer.id} start={answer.line} label="Your answer, in other words" answered={answered} />
              </Disclosure>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Said({ ask, answer, now }: { ask: AskRow; answer: AnswerRow; now: string }) {
  const isKept = ask.kept?.answerId === answer.id;
  return (
    <>
      <p className={styles.voice}>{answer.line}</p>
      <p className={styles.quiet}>
        {isKept ? <Tag tone="agreed">Kept</Tag> : null} {[`${answer.by}, ${answer.organisation}`, agoWords(answer.at, now), viaWords[answer.via], answer.edited ? "edited" : "", isKept && ask.kept ? checkedWords(ask.kept, now) : ""].filter(Boolean).join(" · ")}
      </p>
    </>
  );
}

function Keep({ ask, answer, answered }: { ask: AskRow; answer: AnswerRow; answered: AskAnswer | undefined }) {
  const isKept = ask.kept?.answerId === answer.id;
  const intent = isKept ? "let-go" : "keep";
  return (
    <AskButton askId={ask.id} intent={intent} about={`${intent}-${answer.id}`} fields={{ answer: answer.id }} answered={answered} variant={isKept ? "quiet" : "secondary"}>
      {isKept ? "Undo: do not keep it" : "Keep this answer"}
    </AskButton>
  );
}

/** As long as the tint takes to fade. */
const fadesAfter = 3_000;

/** Answers of others that came since the page was opened: tinted while they are news. */
function useFresh(answers: readonly AnswerRow[]): ReadonlySet<string> {
  const known = useRef<Set<string>>(undefined);
  const [fresh, setFresh] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const before = known.current;
    known.current = new Set(answers.map(({ id }) => id));
    const came = before ? answers.filter(({ id, mine }) => !mine && !before.has(id)) : [];
    if (came.length === 0) return;
    setFresh(new Set(came.map(({ id }) => id)));
    const timer = setTimeout(() => setFresh(new Set()), fadesAfter);
    return () => clearTimeout(timer);
  }, [answers]);
  return fresh;
}
