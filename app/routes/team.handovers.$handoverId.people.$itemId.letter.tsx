import { PrintButton } from "~/features/case-notes/components/PrintButton";
import styles from "~/features/relationships/handover/handover.module.css";
import { wordsPage } from "~/features/relationships/handover/words-page.server";
import { PrintSheet } from "~/kit/PrintSheet";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import type { Route } from "./+types/team.handovers.$handoverId.people.$itemId.letter";

export const meta = () => [{ title: "Letter · Common Thread" }];

/** The letter to put in the person's hand; a look of its own, how "print". */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, (trx) => wordsPage(trx, actor, params.handoverId, params.itemId, "print"));
  });

export default function Letter({ loaderData: { handover, item, letter, usualLetter } }: Route.ComponentProps) {
  return (
    <>
      <PrintButton back={`/team/handovers/${handover.id}/people/${item.id}`} />
      <PrintSheet title="A letter for you">
        <p className={styles.voice}>{letter || usualLetter}</p>
      </PrintSheet>
    </>
  );
}
