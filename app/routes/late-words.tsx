import { Form, Link, redirect, useNavigation } from "react-router";
import styles from "~/features/case-notes/components/parts.module.css";
import { lateWordsOf, settleLateWords, type LateWords } from "~/features/case-notes/late-words.server";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { FormRow } from "~/kit/FormRow";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/late-words";

export const meta = () => [{ title: "Words that were not saved · Common Thread" }];

export async function loader({ context }: Route.LoaderArgs) {
  const { db, documents } = servicesOf(context);
  const actor = actorOf(context);
  return guarded(() => withActor(db, actor, (trx) => lateWordsOf(trx, actor, documents)));
}

/** Throws one's own late words away, or sends them to the data lead. */
export async function action({ context, request }: Route.ActionArgs) {
  const { db, limit } = servicesOf(context);
  const actor = actorOf(context);
  const form = await request.formData();
  const what = form.get("intent");
  return guarded(async () => {
    await limit("command", actor.accountId);
    if (what !== "throw_away" && what !== "hand_over") notFound();
    await withActor(db, actor, (trx) => settleLateWords(trx, actor, String(form.get("words") ?? ""), what));
    return redirect("/late-words");
  });
}

export default function LateWordsPage({ loaderData }: Route.ComponentProps) {
  const { own, handed } = loaderData;
  return (
    <div className={styles.narrow}>
      <PageHeader title="Words that were not saved" lead="They came after the person had stopped agreeing, so nobody else has seen them." />
      {own.length === 0 && handed.length === 0 ? <EmptyState title="Nothing here">Every word of yours was saved, or you have dealt with it.</EmptyState> : null}
      {own.map((words) => (
        <LateCard key={words.id} words={words} title="Yours">
          <Settle id={words.id} />
        </LateCard>
      ))}
      {handed.map((words) => (
        <LateCard key={words.id} words={words} title={`From ${words.writer}`} />
      ))}
    </div>
  );
}

function LateCard({ words, title, children }: { words: LateWords; title: string; children?: React.ReactNode }) {
  return (
    <Card as="article" title={title}>
      <div className={styles.tight}>
        <p className={styles.quiet}>
          <Time iso={words.cameAt.toISOString()} />
          {words.person ? (
            <>
              {" · about "}
              <Link to={`/people/${words.person.id}`}>{words.person.name}</Link>
            </>
          ) : (
            " · about someone you can no longer open"
          )}
        </p>
        <blockquote className={styles.voice}>{words.text || "No words, only a change of shape."}</blockquote>
        {children}
      </div>
    </Card>
  );
}

function Settle({ id }: { id: string }) {
  const busy = useNavigation().state !== "idle";
  return (
    <Form method="post">
      <input type="hidden" name="words" value={id} />
      <FormRow kind="buttons">
        <Button type="submit" variant="primary" name="intent" value="throw_away" isDisabled={busy}>Throw away</Button>
        <Button type="submit" name="intent" value="hand_over" isDisabled={busy}>Send to the data lead</Button>
      </FormRow>
    </Form>
  );
}
