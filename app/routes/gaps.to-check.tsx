import { useEffect, useRef } from "react";
import { data, Link, redirect, useFetcher } from "react-router";
import styles from "~/features/gaps/asks/asks.module.css";
import { agoWords, count } from "~/features/gaps/asks/words";
import { reasonsListed } from "~/features/gaps/names";
import { flaggedWords } from "~/features/gaps/flagged-words";
import { decideFlag, flagsToCheck, reviewsAnything, type Flag } from "~/features/gaps/to-check.server";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { EmptyState } from "~/kit/EmptyState";
import { useAnnounce } from "~/kit/LiveRegion";
import { useHydrated } from "~/kit/useHydrated";
import { Tag } from "~/kit/Tag";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/gaps.to-check";

export const meta = () => [{ title: "To check · Common Thread" }];

/** Words in which somebody may be named, for facilitators, and for managers those of their own organisation. */
export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    if (!reviewsAnything(actor)) notFound();
    return withActor(servicesOf(context).db, actor, async (trx) => ({ flags: await flagsToCheck(trx, actor), now: new Date().toISOString() }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/gaps.to-check");

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    if (!reviewsAnything(actor)) notFound();
    await limit("command", actor.accountId);
    const form = await request.formData();
    const decision = String(form.get("decision") ?? "");
    await withActor(db, actor, (trx) => decideFlag(trx, actor, String(form.get("flag") ?? ""), decision));
    return form.get("via") === "script" ? data({ decision }) : redirect("/gaps/to-check");
  });

const said: Record<string, string> = { fine: "Marked as fine.", reword: "They are asked, on their Today, to put it in other words." };

export default function ToCheck({ loaderData }: Route.ComponentProps) {
  const { flags, now } = loaderData;
  const fetcher = useFetcher<{ decision: string }>();
  const announce = useAnnounce();
  const status = useRef<HTMLParagraphElement>(null);
  useNotices(["gaps", "asks"]);
  useEffect(() => {
    if (!fetcher.data) return;
    // What was pressed may be gone; whoever pressed it goes on from the line that says what was done.
    status.current?.focus();
    announce(said[fetcher.data.decision] ?? "Done.");
  }, [fetcher.data, announce]);
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Gaps", to: "/gaps" }, { label: "To check" }]} />} title="To check" lead="What was written may name someone. Nobody should be recognised from a gap or a question." />
      <p ref={status} tabIndex={-1} className={styles.quiet}>
        {fetcher.data ? `${said[fetcher.data.decision] ?? ""} ` : ""}
        {flags.length > 0 ? `${count(flags.length, "post")} to check.` : ""}
      </p>
      {flags.length === 0 ? <EmptyState title="Nothing to check">Words that may name someone appear here by themselves.</EmptyState> : null}
      <ul className={styles.list}>
        {flags.map((flag) => (
          <OneFlag key={flag.id} flag={flag} now={now} Form={fetcher.Form} isPending={fetcher.state !== "idle" && fetcher.formData?.get("flag") === flag.id} />
        ))}
      </ul>
    </div>
  );
}

function OneFlag({ flag, now, Form, isPending }: { flag: Flag; now: string; Form: ReturnType<typeof useFetcher>["Form"]; isPending: boolean }) {
  return (
    <li className={styles.card}>
      <p className={styles.tags}>
        <Tag tone="needs">{flaggedWords[flag.kind]}</Tag>
        {flag.asked ? <Tag tone="info">Asked to put it in other words</Tag> : null}
      </p>
      <p className={styles.voice}>{flag.words}</p>
      <p className={styles.quiet}>
        We see {reasonsListed(flag.reasons)} · {flag.by}, {flag.organisation} · {agoWords(flag.at, now)}
      </p>
      <Form method="post" className={styles.inline}>
        <input type="hidden" name="flag" value={flag.id} />
        <input type="hidden" name="via" value={useHydrated() ? "script" : "page"} />
        <Button type="submit" name="decision" value="fine" isPending={isPending} aria-label={`It is fine: ${flag.words}`}>
          It is fine
        </Button>
        <Button type="submit" name="decision" value="reword" isPending={isPending} aria-label={`Ask them to put it in other words: ${flag.words}`}>
          Ask them to put it in other words
        </Button>
        <Link to={flag.gapId ? `/gaps/${flag.gapId}` : `/gaps/asks/${flag.askId}`}>Open it, to change it or take it down</Link>
      </Form>
    </li>
  );
}
