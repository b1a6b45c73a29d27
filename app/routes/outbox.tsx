import { Link } from "react-router";
import styles from "~/features/people/components/people.module.css";
import { outboxPage } from "~/features/people/outbox-read.server";
import { Banner } from "~/kit/Banner";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { EmptyState } from "~/kit/EmptyState";
import { Tag } from "~/kit/Tag";
import { Time } from "~/kit/Time";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { PageHeader } from "~/shell/PageHeader";
import type { Route } from "./+types/outbox";

export const meta = () => [{ title: "Outbox · Common Thread" }];

export const loader = ({ context, request }: Route.LoaderArgs) =>
  guarded(async () => {
    const { db, config } = servicesOf(context);
    const actor = actorOf(context);
    const page = Math.min(Math.max(1, Math.trunc(Number(new URL(request.url).searchParams.get("page")) || 1)), 2_000);
    return withActor(db, actor, (trx) => outboxPage(trx, actor, { page, development: config.development, byMail: config.smtpUrl !== undefined }));
  });

export default function Outbox({ loaderData }: Route.ComponentProps) {
  const { letters, page, hasMore, byMail, failed } = loaderData;
  return (
    <>
      <PageHeader title="Outbox" lead={byMail ? "Letters the network has sent, newest first." : "No mail server is set up, so letters are kept here and as files."} />
      {failed > 0 ? (
        <Banner tone="needs" title={failed === 1 ? "1 piece of work failed" : `${failed} pieces of work failed`}>
          <Link to="/outbox/jobs">See what it is</Link>
        </Banner>
      ) : (
        <p className={styles.quiet}>
          <Link to="/outbox/jobs">Work that failed</Link>: none
        </p>
      )}
      {letters.length === 0 ? (
        <EmptyState title="No letters yet">Invitations, codes and reminders appear here.</EmptyState>
      ) : (
        <Card as="div">
          <ul className={styles.list}>
            {letters.map((letter) => (
              <li key={letter.id}>
                <p>
                  {letter.subject} <Tag tone={letter.failure ? "danger" : letter.sentAt ? "agreed" : "plain"}>{letter.failure ? "Not taken yet" : letter.sentAt ? (byMail ? "Sent" : "Kept") : "Waiting"}</Tag>
                </p>
                <p className={styles.quiet}>
                  To {letter.to}, <Time iso={letter.at} />
                </p>
                {letter.failure ? <p className={styles.quiet}>The mail server said: {letter.failure}. We try again by ourselves.</p> : null}
                {letter.body === undefined ? (
                  <p className={styles.quiet}>What it says is for them alone.</p>
                ) : (
                  <Disclosure summary="Read it">
                    <pre className={styles.letter}>{letter.body}</pre>
                  </Disclosure>
                )}
                {letter.hasCalendar ? (
                  <p>
                    <a href={`/outbox/${letter.id}/calendar.ics`} download>
                      Its calendar entry
                    </a>
                  </p>
                ) : null}
              </li>
            ))}
          </ul>
        </Card>
      )}
      {hasMore || page > 1 ? (
        <nav className={styles.pages} aria-label="Pages">
          {page > 1 ? <Link to={`/outbox?page=${page - 1}`}>Newer</Link> : null}
          <span>Page {page}</span>
          {hasMore ? <Link to={`/outbox?page=${page + 1}`}>Older</Link> : null}
        </nav>
      ) : null}
    </>
  );
}
