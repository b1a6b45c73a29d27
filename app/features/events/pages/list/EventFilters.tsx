import { Form, useSubmit } from "react-router";
import { Button } from "~/kit/Button";
import { Checkbox } from "~/kit/Checkbox";
import { Select } from "~/kit/Select";
import { audiences } from "../../words";
import styles from "../events.module.css";
import { shows, type EventFilter } from "./filter";

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Which events are shown: a form that asks for an address, so that it works without scripts and can be shared. */
export function EventFilters({ filter, month }: { filter: EventFilter; month: string }) {
  const submit = useSubmit();
  return (
    <Form method="get" action="/diary/events" role="search" aria-label="Which events" className={styles.filters} onChange={(event) => void submit(event.currentTarget, { replace: true, preventScrollReset: true })}>
      <Select key={`show ${filter.show}`} label="Which" hideLabel name="show" defaultValue={filter.show} choices={choices(shows)} />
      <Select key={`role ${filter.role}`} label="Who it is for" hideLabel name="role" defaultValue={filter.role} placeholder="For anybody" choices={choices(audiences)} />
      <Checkbox key={`mine ${filter.mine}`} label="Mine only" name="mine" value="1" defaultChecked={filter.mine} />
      <input type="hidden" name="month" value={month} />
      <Button type="submit" className={styles.apply}>
        Show these
      </Button>
    </Form>
  );
}
