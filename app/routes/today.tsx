import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { Link } from "react-router";
import styles from "~/features/case-notes/components/parts.module.css";
import { hourOf } from "~/features/case-notes/days";
import { canAddPerson } from "~/features/case-notes/policy";
import { dayFor, type DayStep } from "~/features/case-notes/today.server";
import { diaryItems } from "~/features/diary/items.server";
import { DayAhead } from "~/features/diary/page/DayAhead";
import type { DiaryItem } from "~/features/diary/page/words";
import { canActOnGaps } from "~/features/gaps/policy";
import { waitingNews } from "~/features/inbox/news.server";
import { WaitingForYou } from "~/features/inbox/WaitingForYou";
import { countFailedWork } from "~/features/people/failed-work.server";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { LinkButton } from "~/kit/LinkButton";
import { Time } from "~/kit/Time";
import { type Actor, isFacilitator } from "~/shared/actor";
import { withActor } from "~/shared/actor.server";
import { guarded } from "~/shared/edges.server";
import { actorOf, servicesOf } from "~/shared/services.server";
import { addDays, boundsOfDay, dayAt } from "~/shared/zoned";
import { PageHeader } from "~/shell/PageHeader";
import { TwoColumns } from "~/shell/TwoColumns";
import type { Database } from "~db/client";
import type { Route } from "./+types/today";

export const meta = () => [{ title: "Today · Common Thread" }];

export async function loader({ context }: Route.LoaderArgs) {
  const { db } = servicesOf(context);
  const actor = actorOf(context);
  const now = new Date();
  const { day, news, failed, ahead } = await guarded(() => withActor(db, actor, async (trx) => ({ day: await dayFor(trx, actor, now), news: await waitingNews(trx, actor), failed: await countFailedWork(trx, actor), ahead: await aheadFor(trx, actor, now) })));
  return { day, news, failed, ahead, now: now.toISOString(), hour: hourOf(now), firstName: actor.name.split(" ")[0] ?? actor.name, place: actor.seat?.organisationName, supports: canAddPerson(actor), acts: canActOnGaps(actor), facilitates: isFacilitator(actor), seated: actor.seats.length > 0 };
}

/** What one's diary holds until the end of tomorrow, and is not over. */
async function aheadFor(trx: Database, actor: Actor, now: Date): Promise<{ items: DiaryItem[]; tomorrowFrom: string }> {
  const today = boundsOfDay(dayAt(now));
  const items = await diaryItems(trx, actor, { from: today.from, until: boundsOfDay(addDays(dayAt(now), 1)).to });
  return { items: items.filter(({ endsAt }) => endsAt > now.toISOString()), tomorrowFrom: today.to.toISOString() };
}

export default function Today({ loaderData }: Route.ComponentProps) {
  const { day, news, failed, ahead, now, hour, firstName, place, supports, acts } = loaderData;
  return (
    <>
      <Greeting now={now} hour={hour} firstName={firstName} place={place} actions={<Doing {...loaderData} />} />
      {supports ? (
        <TwoColumns sideLabel="Waiting for you" side={<WaitingForYou waiting={day.waiting} more={day.moreWaiting} news={news} failed={failed} />}>
          <h2>Your day</h2>
          <Ahead {...ahead} />
          {day.steps.length === 0 && ahead.items.length > 0 ? null : <YourDay steps={day.steps} more={day.moreSteps} hasPeople={day.hasPeople} />}
        </TwoColumns>
      ) : acts ? (
        <TwoColumns sideLabel="Waiting for you" side={<WaitingForYou waiting={[]} more={false} news={news} failed={failed} />}>
          {ahead.items.length > 0 ? <h2>Your day</h2> : null}
          <Ahead {...ahead} />
          <Elsewhere {...loaderData} />
        </TwoColumns>
      ) : (
        <Elsewhere {...loaderData} />
      )}
    </>
  );
}

/** What most days begin with: a note for whoever supports people, a gap for everybody who acts here. */
function Doing({ supports, acts, day }: { supports: boolean; acts: boolean; day: { hasPeople: boolean } }) {
  return (
    <>
      {acts ? (
        <LinkButton to="/gaps/new" variant={supports ? "secondary" : "primary"} icon={<Plus />}>
          Post a gap
        </LinkButton>
      ) : null}
      {supports ? (
        <LinkButton to={day.hasPeople ? "/people?show=mine" : "/people/new"} variant="primary" icon={<Plus />}>
          {day.hasPeople ? "Write a note" : "Add someone"}
        </LinkButton>
      ) : null}
    </>
  );
}

/** Date and place above a greeting by the hour. */
function Greeting({ now, hour, firstName, place, actions }: { now: string; hour: number; firstName: string; place: string | undefined; actions: ReactNode }) {
  const greeting = hour < 12 ? "Good morning" : hour < 18 ? "Good afternoon" : "Good evening";
  return (
    <PageHeader
      eyebrow={
        <>
          <Time iso={now} format="longDate" />
          {place ? ` · ${place}` : ""}
        </>
      }
      title={`${greeting}, ${firstName}`}
      actions={actions}
    />
  );
}

function Ahead({ items, tomorrowFrom }: { items: readonly DiaryItem[]; tomorrowFrom: string }) {
  if (items.length === 0) return null;
  return (
    <>
      <DayAhead items={items} tomorrowFrom={tomorrowFrom} />
      <p className={styles.quiet}>
        <Link to="/diary">Your diary</Link>
      </p>
    </>
  );
}

function YourDay({ steps, more, hasPeople }: { steps: DayStep[]; more: boolean; hasPeople: boolean }) {
  if (steps.length === 0) {
    return hasPeople ? (
      <EmptyState title="Your day is clear">No next step of yours is due today.</EmptyState>
    ) : (
      <EmptyState title="Your day is clear" action={<LinkButton to="/people/new">Add someone</LinkButton>}>
        Start with the first person you support, or find an organisation in the <Link to="/directory">directory</Link>.
      </EmptyState>
    );
  }
  return (
    <>
      <ol className={styles.day}>
        {steps.map((step) => (
          <li key={step.id}>
            <span className={styles.when}>{step.overdue ? <Time iso={step.dueOn} format="day" /> : "Today"}</span>
            <Card stripe={step.overdue ? "gorse" : "pine"}>
              <p>
                <Link to={`/people/${step.person.id}/plan`}>{step.person.name}</Link>: {step.words}
              </p>
              {step.overdue ? <p className={styles.quiet}>Was due then</p> : null}
            </Card>
          </li>
        ))}
      </ol>
      {more ? <p className={styles.quiet}>There are more. Tick some off, and the next appear.</p> : null}
    </>
  );
}

function Elsewhere({ facilitates, seated }: { facilitates: boolean; seated: boolean }) {
  if (!seated) return <EmptyState title="You have no post at the moment">Ask the person who invited you. Until then there is nothing here for you to see.</EmptyState>;
  return (
    <Card as="section" title="For you today">
      <ul className={styles.rows}>
        {facilitates ? (
          <li>
            <Link to="/directory/import">Bring in organisations from the charity register</Link>
          </li>
        ) : null}
        <li>
          <Link to="/team">Your team, its posts and invitations</Link>
        </li>
        <li>
          <Link to="/directory">Find an organisation</Link>
        </li>
      </ul>
    </Card>
  );
}
