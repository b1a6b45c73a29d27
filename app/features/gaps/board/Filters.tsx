import { Form, Link, useSubmit } from "react-router";
import { Button } from "~/kit/Button";
import { Select } from "~/kit/Select";
import type { BoardFilter } from "../cards.server";
import { groups, needs } from "../words";
import { addressOf, type BoardView } from "./address";
import { countWords } from "./amounts";
import styles from "./board.module.css";

export interface FiltersProps {
  filter: BoardFilter;
  view: BoardView;
  areas: readonly { id: string; name: string }[];
  resting: number;
}

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** What the board shows: a form that asks for an address, so that it works without scripts and can be shared. */
export function Filters({ filter, view, areas, resting }: FiltersProps) {
  const submit = useSubmit();
  const kept = { view: view.view, column: view.column, place: view.place, sort: view.sort };
  return (
    <div className={styles.choices}>
      <Form method="get" action="/gaps" onChange={(event) => void submit(event.currentTarget, { replace: true, preventScrollReset: true })}>
        <Select key={`area ${filter.area}`} label="Area" hideLabel name="area" defaultValue={filter.area} placeholder="All areas" choices={areas.map(({ id, name }) => ({ value: id, label: name }))} />
        <Select key={`need ${filter.need}`} label="Need" hideLabel name="need" defaultValue={filter.need} placeholder="All needs" choices={choices(needs)} />
        <Select key={`group ${filter.group}`} label="Who is affected" hideLabel name="group" defaultValue={filter.group} placeholder="All groups" choices={choices(groups)} />
        {Object.entries(kept).map(([name, value]) => (value ? <input key={name} type="hidden" name={name} value={value} /> : null))}
        <Button type="submit" className={styles.apply}>Show these</Button>
      </Form>
      {view.view === "list" ? <Link to={addressOf(filter)}>Show as board</Link> : <Link to={addressOf(filter, { view: "list" })}>Show as list</Link>}
      <Link to="/gaps/resting">Resting ({countWords(resting)})</Link>
    </div>
  );
}
