import { Form, redirect, useNavigation, useSearchParams } from "react-router";
import styles from "~/features/people/components/people.module.css";
import { failedWork, letWorkGo, tryWorkAgain, type FailedWork } from "~/features/people/failed-work.server";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { notFound } from "~/shared/errors";
import { keepShown } from "~/shared/live/keep-shown";
import { useNotices } from "~/shared/live/useNotices";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/outbox.jobs";

export const meta = () => [{ title: "Work that failed · Common Thread" }];

export const loader = ({ context }: Route.LoaderArgs) =>
  guarded(async () => {
    const actor = actorOf(context);
    return withActor(servicesOf(context).db, actor, async (trx) => ({ work: await failedWork(trx, actor) }));
  });

export const clientLoader = keepShown<Awaited<ReturnType<typeof loader>>>("routes/outbox.jobs");

const acts = { again: tryWorkAgain, "let-go": letWorkGo } as const;

export const action = ({ context, request }: Route.ActionArgs) =>
  guarded(async () => {
    const { db, limit } = servicesOf(context);
    const actor = actorOf(context);
    await limit("command", actor.accountId);
    const form = await request.formData();
    const intent = String(form.get("intent") ?? "");
    if (intent !== "again" && intent !== "let-go") notFound();
    await withActor(db, actor, (trx) => acts[intent](trx, actor, String(form.get("job") ?? "")));
    return redirect(`/outbox/jobs?done=${intent}`);
  });

const said: Record<string, string> = { again: "It is being tried again. If it fails again, it comes back here.", "let-go": "Let go. It is not tried any more." };

export default function FailedJobs({ loaderData }: Route.ComponentProps) {
  const { work } = loaderData;
  const [search] = useSearchParams();
  const done = said[search.get("done") ?? ""];
  useNotices(["inbox"]);
  return (
    <>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Outbox", to: "/outbox" }, { label: "Work that failed" }]} />} title="Work that failed" lead="Reminders, letters and the like that went wrong three times or more. They are tried again by themselves, twelve times within a day." />
      <div className={styles.stack}>
        {done ? <Banner tone="agreed" title={done} /> : null}
        {work.length === 0 ? (
          <EmptyState title="Nothing failed">Work that goes wrong three times appears here by itself.</EmptyState>
        ) : (
          <Card as="div">
            <ul className={styles.list}>
              {work.map((one) => (
                <li key={one.id}>
                  <OneJob work={one} />
                </li>
              ))}
            </ul>
          </Card>
        )}
      </div>
    </>
  );
}

function OneJob({ work: { id, words, failures, givenUp, failedAt, nextAt, cause } }: { work: FailedWork }) {
  const navigation = useNavigation();
  const isPending = navigation.state !== "idle" && navigation.formData?.get("job") === String(id);
  return (
    <>
      <p>
        {words} <Tag tone={givenUp ? "danger" : "needs"}>{givenUp ? "Given up" : "Trying again"}</Tag>
      </p>
      <p>{cause}</p>
      <p className={styles.quiet}>
        Number {id} · failed {failures} times, last <Time iso={failedAt} />
        {nextAt ? (
          <>
            {" · "}next try <Time iso={nextAt} />
          </>
        ) : null}
      </p>
      <Form method="post" className={styles.row}>
        <input type="hidden" name="job" value={id} />
        <Button type="submit" name="intent" value="again" isPending={isPending} aria-label={`Try again: ${words}, number ${id}`}>
          Try again
        </Button>
        <Button type="submit" name="intent" value="let-go" isPending={isPending} aria-label={`Let it go: ${words}, number ${id}`}>
          Let it go
        </Button>
      </Form>
    </>
  );
}
