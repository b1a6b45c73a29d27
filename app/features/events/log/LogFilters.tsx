import { Form } from "react-router";
import { Button } from "~/kit/Button";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { monthsBetween, monthWords } from "../../gaps/pack/months";
import styles from "./log.module.css";
import type { LogFilter } from "./log-page.server";

/** Two years back; older entries are found by their words. */
const months = 24;

/** Words, month and organisation, in the address, so that what was found can be sent to somebody. */
export function LogFilters({ filter, organisations, today }: { filter: LogFilter; organisations: { value: string; label: string }[]; today: string }) {
  const first = `${Number(today.slice(0, 4)) - 2}-${today.slice(5, 7)}`;
  const choices = monthsBetween(first, today.slice(0, 7), months + 1).toReversed();
  const shown = filter.month && !choices.includes(filter.month) ? [...choices, filter.month] : choices;
  return (
    <Form key={JSON.stringify(filter)} role="search" aria-label="Learning log" className={styles.filter}>
      <TextField label="Words" name="words" type="search" defaultValue={filter.words} maxLength={200} />
      <Select label="Month" name="month" placeholder="Every month" defaultValue={filter.month} choices={shown.map((month) => ({ value: month, label: monthWords(month) }))} />
      <Select label="Organisation" name="organisation" placeholder="Everybody" defaultValue={filter.organisationId} choices={organisations} />
      <Button type="submit">Search</Button>
    </Form>
  );
}
