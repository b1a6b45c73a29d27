import { Avatar } from "~/kit/Avatar";
import { Card } from "~/kit/Card";
import { Time } from "~/kit/Time";
import { VisuallyHidden } from "~/kit/VisuallyHidden";
import { type GapRole, roles } from "../words";
import { ActButton, ActSaid } from "./ActForm";
import type { GapFrame } from "./gap-page.server";
import styles from "./page.module.css";
import { useAct } from "./useAct";

const order = Object.keys(roles) as GapRole[];

/** Spotter, host, lead: who holds which part, for whom, since when; each is taken up and let go in one act. */
export function Parts({ gap }: { gap: GapFrame }) {
  const act = useAct("take", "parts");
  return (
    <Card as="section" title="Who does what" aria-label="Who does what">
      <ul className={styles.rows}>
        {order.map((role) => (
          <Part key={role} role={role} gap={gap} />
        ))}
      </ul>
      <ActSaid act={act} />
      <p className={styles.quiet}>Parts are held by posts: when somebody leaves, whoever comes after finds them here. The spotter may step back at any time; nothing more is asked of them.</p>
    </Card>
  );
}

function Part({ role, gap }: { role: GapRole; gap: GapFrame }) {
  const holder = gap.holders.find((one) => one.role === role);
  const act = useAct(holder?.mayEnd ? "step-back" : "take", `part-${role}`);
  const isFree = !holder || holder.name === null;
  return (
    <li className={styles.part}>
      <div className={styles.grow}>
        <h3>{roles[role].title}</h3>
        {holder ? (
          <p className={styles.who}>
            <Avatar name={holder.name ?? holder.organisation} kind={role === "host" ? "organisation" : "person"} size="small" decorative />
            <span>
              {holder.name ?? `${holder.postTitle}, where nobody sits today`}, {holder.organisation}
              <span className={styles.quiet}>
                {" "}
                since <Time iso={holder.since} format="date" />
              </span>
            </span>
          </p>
        ) : (
          <p className={styles.quiet}>Nobody yet. {roles[role].does}</p>
        )}
        {holder?.line ? <p className={styles.voice}>{holder.line}</p> : null}
        <ActSaid act={act} />
      </div>
      {isFree && !holder?.mine ? (
        <ActButton act={act} fields={{ role }}>
          Take this part<VisuallyHidden> of {roles[role].title.toLowerCase()}</VisuallyHidden>
        </ActButton>
      ) : holder?.mayEnd ? (
        <ActButton act={act} fields={{ role }} variant="quiet">
          Step back<VisuallyHidden> as {roles[role].title.toLowerCase()}</VisuallyHidden>
        </ActButton>
      ) : null}
    </li>
  );
}
