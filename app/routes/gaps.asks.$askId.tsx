import { useState } from "react";
import { data, Link, redirect, useSearchParams } from "react-router";
import type { AskAnswer } from "~/features/gaps/asks/acts";
import { actOnAsk } from "~/features/gaps/asks/acts.server";
import { Answers } from "~/features/gaps/asks/Answers";
import { AskTags } from "~/features/gaps/asks/AskCard";
import { AnswerForm, WithdrawButton } from "~/features/gaps/asks/AskForms";
import styles from "~/features/gaps/asks/asks.module.css";
import { canKeep } from "~/features/gaps/asks/policy";
import { askPage } from "~/features/gaps/asks/reads.server";
import { StillRight } from "~/features/gaps/asks/StillRight";
import { TellPage } from "~/features/gaps/asks/useAskAct";
import { useAskLive } from "~/features/gaps/asks/useAskLive";
import { agoWords, sentWords } from "~/features/gaps/asks/words";
import { markOpened } from "~/features/inbox/seen.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { LinkButton } from "~/kit/LinkButton";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { keepShown } from "~/shared/live/keep-shown";
import { useRefused } from "~/shared/live/useRefused";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.asks.$askId";

export const meta = () => [{ title: "A question · Common Thread" }];

/** Opening a question is enough for most news about it. */
export const loader = ({ context, params }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => {
      const { ask, answers } = await askPage(trx, actor, params.askId);
      await markOpened(trx, actor, { askId: ask.id });
      return { ask, answers, abilities: { keep: canKeep(actor, ask) }, now: new Date().toISOString() };
    });
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.asks.$askId");

export const action = ({ context, params, request }: Route.ActionArgs) =>
  guarded(async () => {
    const form = await request.formData();
    const { status, answer } = await actOnAsk(servicesOf(context), actorOf(context), params.askId, form);
    if (answer.done === "withdraw") return redirect("/gaps/asks?show=mine");
    if (answer.done && form.get("via") !== "script") return redirect(`/gaps/asks/${params.askId}`);
    return data<AskAnswer>(answer, { status });
  });

export default function Ask({ loaderData, actionData }: Route.ComponentProps) {
  const { ask, answers, abilities, now } = loaderData;
  const { notLive } = useAskLive();
  const answered = useRefused(actionData);
  const [told, tell] = useState<string>();
  const why = told ?? answered?.error;
  const sent = useSent();
  const instead = new URLSearchParams({ sentence: ask.question, need: ask.need });
  return (
    <TellPage value={tell}>
      <div className={styles.narrow}>
        <PageHeader
          breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "Asks", to: "/gaps/asks" }, { label: "A question" }]} />}
          title={<span className={styles.title}>{ask.question}</span>}
          lead={`${ask.by}, ${ask.organisation} · ${agoWords(ask.at, now)}`}
        />
        <AskTags ask={ask} />
        <StrayErrors refused={why ? { sentence: why, fields: {} } : undefined} />
        {sent ? (
          <Banner tone="agreed" title={sentWords(sent)}>
            Answers appear on this page and on your Today. <Link to="/me/interests">What posts hear of</Link>
          </Banner>
        ) : null}
        {notLive ? <StatusStrip tone="info">Not live at the moment. New answers appear when the connection is back.</StatusStrip> : null}
        {ask.kept && (ask.askedStillRight || abilities.keep) ? <StillRight ask={ask} kept={ask.kept} now={now} mayCheck={abilities.keep} answered={answered} /> : null}
        <Card as="section" title={ask.kept ? "Add an answer" : "Answer this"}>
          <AnswerForm askId={ask.id} answered={answered} />
        </Card>
        <Answers ask={ask} answers={answers} mayKeep={abilities.keep} now={now} answered={answered} />
        <div className={styles.inline}>
          <p>Nobody has it?</p>
          <LinkButton to={`/gaps/new?${instead}`}>Post a gap instead</LinkButton>
        </div>
        {abilities.keep ? (
          <Disclosure summary="Take this question back">
            <p>It goes for good, with its answers and every word of them.</p>
            <WithdrawButton askId={ask.id} />
          </Disclosure>
        ) : null}
      </div>
    </TellPage>
  );
}

/** To how many it was sent, just after it was asked; what the address says later is not asked again. */
function useSent(): { posts: number; organisations: number } | undefined {
  const [search] = useSearchParams();
  const [found] = useState(() => /^(\d{1,4})-(\d{1,4})$/.exec(search.get("sent") ?? ""));
  return found ? { posts: Number(found[1]), organisations: Number(found[2]) } : undefined;
}
