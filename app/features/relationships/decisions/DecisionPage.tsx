import { Link } from "react-router";
import { Banner } from "~/kit/Banner";
import { StatusStrip } from "~/kit/StatusStrip";
import { Time } from "~/kit/Time";
import { useOnline } from "~/kit/useOnline";
import { LiveWords } from "../../writing/LiveWords";
import { DoneLine } from "../../shadowing/find/DoneLine";
import type { Refused } from "../../shadowing/offer/typed";
import { useLookAgain } from "../useLookAgain";
import styles from "./decisions.module.css";
import { NextStep } from "./NextStep";
import type { DecisionShown } from "./reading.server";
import { StateTag } from "./StateTag";
import { Voices } from "./Voices";
import { didWords, voices } from "./words";

const doneWords: Record<string, string> = {
  proposed: "Put forward. Now write it together.",
  worded: "Saved.",
  named: "Named. They are told.",
  unnamed: "Taken off.",
  asked: "Asked. All who are named are told; the words stand still.",
  rewritten: "It can be written again. What was said to the old words is kept in the story.",
  voiced: "Said.",
  decided: "It is decided, and in the log.",
  withdrawn: "Taken back.",
};

/** One proposal: its words, who says what to them, and what was decided. */
export function DecisionPage({ shown, refused }: { shown: DecisionShown; refused: Refused | undefined }) {
  const { decision, words, reopens, reopenedAs, accountId } = shown;
  const online = useOnline();
  const { notLive } = useLookAgain(`decision:${decision.id}`);
  return (
    <div className={styles.wide}>
      {notLive ? <StatusStrip tone="info">Not live at the moment. What others say appears when the connection is back.</StatusStrip> : null}
      {online ? null : <p className={styles.quiet}>You are offline. You can read what is open; saying something needs a connection.</p>}
      <DoneLine words={doneWords} refused={refused} />
      <p className={styles.inline}>
        <StateTag state={decision.state} />
        {decision.decidedAt ? (
          <span className={styles.quiet}>
            Decided <Time iso={decision.decidedAt} format="date" />
          </span>
        ) : null}
      </p>
      {reopens ? (
        <p>
          This looks again at <Link to={`/decisions/${reopens.id}`}>{reopens.title}</Link>.
        </p>
      ) : null}
      {reopenedAs.map(({ id, title, state }) => (
        <Banner key={id} tone="info">
          {state === "decided" ? "This was decided anew: " : "This is being looked at again: "}
          <Link to={`/decisions/${id}`}>{title}</Link>
        </Banner>
      ))}
      {decision.summary ? <p className={styles.voice}>{decision.summary}</p> : null}
      <LiveWords
        {...words}
        accountId={accountId}
        title="The proposal"
        placeholder="What shall be so from now on, who does what, and when do you look at it again?"
        about={decision.state === "drafting" ? "All who are named can write here, and everybody in the network can read it. Never name a person you support." : "The words stand still. Everybody in the network can read them."}
      />
      <Voices shown={shown} refused={refused} online={online} />
      <NextStep shown={shown} refused={refused} online={online} />
      <Story shown={shown} />
    </div>
  );
}

function Story({ shown: { story } }: { shown: DecisionShown }) {
  return (
    <section aria-labelledby="story" className={styles.stack}>
      <h2 id="story">What happened</h2>
      <ol className={styles.list}>
        {story.map((told) => (
          <li key={told.id}>
            <p>
              {told.what === "voice" ? `${told.organisation} ${voices[told.voice].toLowerCase()}` : `${told.by} of ${told.organisation} ${didWords[told.what]}`}
              {told.line ? ": " : null}
              {told.line ? <span className={styles.voice}>{told.line}</span> : null}
            </p>
            <p className={styles.quiet}>
              <Time iso={told.at} />
              {told.what === "voice" ? ` · said by ${told.by}` : null}
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
