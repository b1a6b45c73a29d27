import { Form, Link } from "react-router";
import { Breadcrumb } from "~/kit/Breadcrumb";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { EmptyState } from "~/kit/EmptyState";
import { Plot } from "~/kit/Plot";
import { Select } from "~/kit/Select";
import { SummaryList } from "~/kit/SummaryList";
import { PageHeader } from "~/shell/PageHeader";
import styles from "./turnout.module.css";
import type { TurnoutFilter, turnoutPage } from "./turnout.server";
import { periods } from "./words";

type Props = { shown: Awaited<ReturnType<typeof turnoutPage>>; filter: TurnoutFilter };

/** Who was asked and who came, over time. It is for planning the next one, and ranks nobody. */
export function TurnoutPage({ shown, filter }: Props) {
  const { events, invited, came, askedAndCame, byRole, byOrganisation, whyNots, organisations } = shown;
  const empty = <EmptyState title="Nobody has been signed in yet.">Once people sign in on the day, or are ticked, they are counted here.</EmptyState>;
  return (
    <div className={styles.parts}>
      <PageHeader breadcrumb={<Breadcrumb crumbs={[{ label: "Learning events", to: "/diary/events" }, { label: "Turnout" }]} />} title="Who comes" lead="Who was asked to learning events and who came, to plan the next ones by." />
      <Form role="search" aria-label="Turnout" className={styles.filter}>
        <Select label="Over" name="months" key={`months-${filter.months}`} defaultValue={String(filter.months)} choices={Object.entries(periods).map(([value, label]) => ({ value, label }))} />
        <Select label="Practice or organisation" name="organisation" key={`of-${filter.organisationId}`} placeholder="Everybody" defaultValue={filter.organisationId} choices={organisations} />
        <Button type="submit">Show</Button>
      </Form>
      <dl className={styles.figures}>
        {figures({ events, invited, askedAndCame, came }).map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Card as="section" aria-label="By role">
        <Plot label="Who came, by role" over="Month" empty={empty} {...byRole} />
      </Card>
      <Card as="section" aria-label="By practice and organisation">
        <Plot label="Who came, by practice and organisation" words="Guests without an account stand together." over="Month" empty={empty} {...byOrganisation} />
      </Card>
      <Card as="section" title="Why not">
        <div className={styles.stack}>
          {whyNots.length === 0 ? <p>Nobody said that they could not come.</p> : <SummaryList rows={whyNots.map(({ why, count }) => ({ key: why, label: why, value: count }))} />}
          <p className={styles.quiet}>
            Said in one tap with “can’t”. An event in the middle of a clinic is the one thing here that can be changed. <Link to="/diary/events/new">Plan an event</Link>
          </p>
        </div>
      </Card>
    </div>
  );
}

function figures({ events, invited, askedAndCame, came }: { events: number; invited: number; askedAndCame: number; came: number }): [string, number][] {
  return [
    [events === 1 ? "event" : "events", events],
    ["times somebody was asked", invited],
    ["of these, times they came", askedAndCame],
    ["came unasked", came - askedAndCame],
  ];
}
