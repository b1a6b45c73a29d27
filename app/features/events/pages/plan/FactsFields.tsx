import { useState } from "react";
import { NameWarning } from "~/features/gaps/board/NameWarning";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { TextField } from "~/kit/TextField";
import type { formOf } from "../../../shadowing/offer/refused";
import { audiences } from "../../words";
import styles from "../events.module.css";

/** How an event reads now, where it is changed. */
export type FactsSaid = { title: string; purpose: string; forRoles: readonly string[]; place: string; access: string; desk: string; capacity: string };
export const noFacts: FactsSaid = { title: "", purpose: "", forRoles: [], place: "", access: "", desk: "", capacity: "" };

type Props = { form: ReturnType<typeof formOf>; now?: FactsSaid };
const roleChoices = Object.entries(audiences).map(([value, label]) => ({ value, label }));

/** What it is and for whom: the first half of the form. */
export function WhatFields({ form: { field, boxes }, now = noFacts }: Props) {
  const purpose = field("purpose", now.purpose);
  const [words, setWords] = useState(purpose.defaultValue);
  return (
    <>
      <TextField label="What it is" hint="A few words, such as: Meet the Food Hub." autoComplete="off" maxLength={160} {...field("title", now.title)} />
      <div>
        <TextField multiline rows={3} voice="people" optional label="What it is for" hint="What people will know or can do afterwards. Never name a person you support." maxLength={500} {...purpose} onChange={(event) => setWords(event.currentTarget.value)} />
        <NameWarning words={words} known={[]} />
      </div>
      <CheckboxGroup label="Who it is for" hint="Leave it if anybody may come." optional columns={2} choices={roleChoices} {...boxes("forRoles", now.forRoles)} />
    </>
  );
}

/** Where it is, how many can come, and who is at the desk meanwhile: the second half. */
export function WhereFields({ form: { field }, now = noFacts }: Props) {
  return (
    <>
      <TextField label="Where" optional hint="The building, the street, the room; or the link, if it is online." autoComplete="off" maxLength={260} {...field("place", now.place)} />
      <TextField multiline rows={2} voice="people" optional label="Getting in" hint="Steps, doors, toilets, buses, a loop, where to pray or rest." maxLength={400} {...field("access", now.access)} />
      <TextField label="How many can come" optional hint="Leave it empty for as many as like. When it is full, people wait in order." inputMode="numeric" autoComplete="off" className={styles.short} {...field("capacity", now.capacity)} />
      <TextField label="Who covers the desk meanwhile" optional hint="Such as: Rory and the phones go to the other practice until 3 pm." autoComplete="off" maxLength={260} {...field("desk", now.desk)} />
    </>
  );
}
