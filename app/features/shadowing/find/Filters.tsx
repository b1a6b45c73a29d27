import { Form, useSubmit } from "react-router";
import { Button } from "~/kit/Button";
import { Select } from "~/kit/Select";
import { forRoles, parts } from "../words";
import type { FindFilter } from "./filter";
import styles from "./find.module.css";

export interface FiltersProps {
  filter: FindFilter;
  month: string;
  areas: readonly { id: string; name: string }[];
  organisations: readonly { id: string; name: string }[];
}

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));
const named = (rows: readonly { id: string; name: string }[]) => rows.map(({ id, name }) => ({ value: id, label: name }));

/** Which days are shown: a form that asks for an address, so that it works without scripts and can be shared. */
export function Filters({ filter, month, areas, organisations }: FiltersProps) {
  const submit = useSubmit();
  return (
    <Form method="get" action="/diary/shadow" role="search" aria-label="Which days" className={styles.filters} onChange={(event) => void submit(event.currentTarget, { replace: true, preventScrollReset: true })}>
      <Select key={`area ${filter.area}`} label="Area" hideLabel name="area" defaultValue={filter.area} placeholder="All areas" choices={named(areas)} />
      <Select key={`role ${filter.role}`} label="Who it is for" hideLabel name="role" defaultValue={filter.role} placeholder="For anybody" choices={choices(forRoles)} />
      <Select key={`organisation ${filter.organisation}`} label="Organisation" hideLabel name="organisation" defaultValue={filter.organisation} placeholder="All organisations" choices={named(organisations)} />
      <Select key={`part ${filter.part}`} label="Part of the day" hideLabel name="part" defaultValue={filter.part} placeholder="Any time" choices={choices(parts)} />
      <input type="hidden" name="month" value={month} />
      <Button type="submit" className={styles.apply}>
        Show these
      </Button>
    </Form>
  );
}
