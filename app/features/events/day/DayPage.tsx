import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { LinkButton } from "~/kit/LinkButton";
import { StatusStrip } from "~/kit/StatusStrip";
import { StrayErrors } from "~/kit/StrayErrors";
import { Tabs } from "~/kit/Tabs";
import { useOnline } from "~/kit/useOnline";
import { formatTime } from "~/kit/wallTime";
import { useNotices } from "~/shared/live/useNotices";
import { PageHeader } from "~/shell/PageHeader";
import type { Refused } from "../../gaps/group/answer.server";
import { eventTabs } from "../pages/page/tabs";
import { Code, type DrawnLink } from "./Code";
import styles from "./day.module.css";
import type { DayShown } from "./day-page.server";
import { WalkInForm } from "./WalkInForm";
import { WhoComes } from "./WhoComes";

type Props = { shown: DayShown; code: DrawnLink | undefined; onWall: boolean; find: string; done: string; refused: Refused | undefined };

const doneWords: Record<string, string> = { closed: "The sign-in is closed. Codes that were shown open nothing any more.", "walked-in": "Written down." };

/** The host's screen on the day: the code for the wall, or the names to tick. */
export function DayPage({ shown, code, onWall, find, done, refused }: Props) {
  const { event, isPlanner } = shown;
  const online = useOnline();
  const { notLive } = useNotices([`event:${event.id}`]);
  const lead = [event.startsAt && formatTime(event.startsAt, "dayAndTime"), event.place].filter(Boolean).join(" · ");
  const strip = notLive ? <StatusStrip tone="info">Not live at the moment. Names appear when the connection is back.</StatusStrip> : null;
  if (onWall && code) return <Code event={event} lead={lead} code={code} here={shown.here} strip={strip} />;
  const did = Object.hasOwn(doneWords, done) ? doneWords[done] : undefined;
  return (
    <div className={styles.narrow}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: event.title, to: `/diary/events/${event.id}` }, { label: "The day" }]} />} title="Who is here" lead={lead} />
      <Tabs label="About this event" tabs={eventTabs(shown.parts)} />
      {strip}
      {online ? null : <p className={styles.quiet}>You are offline. You can read the list; ticking names needs a connection.</p>}
      <StrayErrors refused={refused} />
      <div role="status" className={styles.status}>
        {did && !refused ? <Banner tone="agreed">{did}</Banner> : null}
      </div>
      <Card as="section" aria-label="So far">
        <div className={styles.stack}>
          <p className={styles.count}>{shown.here} here</p>
          <p>{shown.going === 0 ? "Nobody has said going." : `${shown.going} said going.`}</p>
          <WhenItOpens shown={shown} />
        </div>
      </Card>
      {isPlanner && event.state === "set" ? <CodeCard code={code} online={online} /> : null}
      <WhoComes shown={shown} find={find} online={online} />
      {isPlanner && shown.isOpen ? <WalkInForm online={online} refused={refused} /> : null}
    </div>
  );
}

function WhenItOpens({ shown: { event, isOpen, opensAt } }: { shown: DayShown }) {
  if (event.state === "cancelled") return <p className={styles.quiet}>This event was cancelled.</p>;
  if (!opensAt) return <p className={styles.quiet}>The date is still being found.</p>;
  if (isOpen) return null;
  return <p className={styles.quiet}>Names can be ticked, and phones can sign in, from an hour before it begins: {formatTime(opensAt, "dayAndTime")}.</p>;
}

function CodeCard({ code, online }: { code: DrawnLink | undefined; online: boolean }) {
  return (
    <Card as="section" title="Sign in by phone" className={styles.screen}>
      <Form method="post" className={styles.stack}>
        <input type="hidden" name="part" value="day" />
        <p>Show a code on the big screen. Whoever points a phone at it signs in, with an account or without. No names are shown there.</p>
        <div className={styles.inline}>
          {code ? (
            <LinkButton to="?show=code" variant="primary">
              Show the code again
            </LinkButton>
          ) : (
            <Button type="submit" name="intent" value="code" variant="primary" isDisabled={!online}>
              Show the code
            </Button>
          )}
          <Button type="submit" name="intent" value="close" variant="quiet" isDisabled={!online}>
            Close the sign-in
          </Button>
        </div>
        <p className={styles.quiet}>It opens from an hour before the start until three hours after the end. Closing it ends every code that was shown.</p>
      </Form>
    </Card>
  );
}
