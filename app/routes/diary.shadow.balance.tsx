import { DiaryTabs } from "~/features/diary/DiaryTabs";
import styles from "~/features/shadowing/balance/balance.module.css";
import { balanceOf, suggestionsFor } from "~/features/shadowing/balance/balance.server";
import { Handovers, Suggestions, Ties } from "~/features/shadowing/balance/BalancePage";
import { ownHandoverDays } from "~/features/shadowing/balance/handover.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/diary.shadow.balance";

export const meta = () => [{ title: "Days given and taken · Common Thread" }];

/** How shadow days have gone between one's organisation and others, and which one would do good next. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(() => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ ties: await balanceOf(trx, actor), suggested: await suggestionsFor(trx, actor, 20), handovers: await ownHandoverDays(trx, actor) }));
  });

const shown = 6;

export default function Balance({ loaderData: { ties, suggested, handovers } }: Route.ComponentProps) {
  return (
    <>
      <DiaryTabs />
      <PageHeader
        breadcrumb={<Breadcrumb crumbs={[{ to: "/diary/shadow", label: "Shadow days" }, { label: "Days given and taken" }]} />}
        title="Days given and taken"
        lead="Shadowing works best when it goes both ways. Nobody is counted against anybody else."
      />
      <div className={styles.parts}>
        <section>
          <h2>Days that would do good next</h2>
          <Suggestions suggested={suggested.slice(0, shown)} />
        </section>
        <Handovers days={handovers} />
        <section>
          <h2>Between you and others</h2>
          <Ties ties={ties} suggested={suggested} />
        </section>
      </div>
    </>
  );
}
