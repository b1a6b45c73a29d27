import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { FormRow } from "~/kit/FormRow";
import { Time } from "~/kit/Time";
import { ActButton, ActSaid } from "./ActForm";
import type { GapFrame } from "./gap-page.server";
import { useAct, useAsking } from "./useAct";

/** After sixty quiet days whoever holds the gap is asked; anybody who knows may answer. It is never closed by a clock. */
export function StillTrue({ gap }: { gap: GapFrame }) {
  const act = useAct("still-true");
  const ask = useAsking();
  if (!gap.asked) return <ActSaid act={act} />;
  return (
    <Card as="section" title="Still true?" aria-label="Still true?" stripe="gorse">
      <p>
        {gap.me.isAsked ? "It has been quiet here for a while. Is this still missing?" : `${gap.askedOf ?? "Whoever holds it"} was asked whether this is still missing. If you know, you may answer.`} Asked on <Time iso={gap.asked} format="date" />. Nothing is closed if nobody answers.
      </p>
      <FormRow kind="buttons">
        <ActButton act={act} variant={gap.me.isAsked ? "primary" : "secondary"}>
          Yes, still true
        </ActButton>
        <Button onPress={() => ask("move")}>Move it…</Button>
        <Button onPress={() => ask("rest")}>Let it rest</Button>
      </FormRow>
      <ActSaid act={act} />
    </Card>
  );
}
