import { Link } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Tag, type Tone } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { everywhere, groups, needs, type Place, places } from "../words";
import { ActButton, ActSaid } from "./ActForm";
import { GapMenu } from "./GapMenu";
import type { GapFrame } from "./gap-page.server";
import { Here } from "./Here";
import styles from "./page.module.css";
import { useAct } from "./useAct";

const tones: Record<Place, Tone> = { noticed: "plain", seen: "info", working: "people", met: "agreed", resting: "plain" };

/** The sentence, where it stands, who is here, and the two things anyone may do. */
export function GapHead({ gap, areas }: { gap: GapFrame; areas: readonly { id: string; name: string }[] }) {
  const see = useAct(gap.own ? "unsee" : "see", "see");
  const take = useAct("take", "take-lead");
  const isLed = gap.holders.some(({ role, name }) => role === "lead" && name !== null);
  return (
    <header className={styles.head}>
      <Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: gap.area ?? everywhere, to: gap.areaId ? `/gaps?area=${gap.areaId}` : undefined }, { label: "This gap" }]} />
      <div className={styles.standing}>
        <Tag tone={tones[gap.place]}>{places[gap.place].title}</Tag>
        <Here gapId={gap.id} />
      </div>
      <h1 className={styles.sentence}>{gap.sentence}</h1>
      <p className={styles.facts}>
        {[gap.area ?? everywhere, needs[gap.need], ...gap.groups.map((group) => groups[group])].join(" · ")}
      </p>
      <p className={styles.facts}>
        {gap.postedBy}, {gap.postedFor}, posted this on <Time iso={gap.at} format="date" />. {seenBy(gap)}
      </p>
      <div className={styles.actions}>
        {isLed || gap.place === "met" ? null : (
          <ActButton act={take} fields={{ role: "lead" }} variant="primary">
            Take the lead
          </ActButton>
        )}
        {gap.own ? <Tag tone="agreed">You see this too</Tag> : null}
        <ActButton act={see} variant={gap.own ? "quiet" : "secondary"}>
          {gap.own ? "Take it back" : "I see this too"}
        </ActButton>
        <GapMenu gap={gap} areas={areas} />
      </div>
      <ActSaid act={take}>{take.answer?.said === "lead" && gap.holders.some(({ role, mine }) => role === "lead" && mine) ? <Link to={`/gaps/${gap.id}#tried`}>Write down what has been tried</Link> : null}</ActSaid>
      <ActSaid act={see} />
    </header>
  );
}

/** Colleagues and organisations, never people supported. */
export function seenBy({ people, organisations }: { people: number; organisations: number }): string {
  if (people === 0) return "Nobody stands beside it now.";
  const who = people === 1 ? "One colleague sees it" : `${people} colleagues see it`;
  return `${who}, ${organisations === 1 ? "of one organisation" : `of ${organisations} organisations`}.`;
}
