import { useState } from "react";
import { Checkbox } from "~/kit/Checkbox";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { NameWarning } from "../../gaps/board/NameWarning";
import { everywhere } from "../../gaps/words";
import { forRoles, most } from "../words";
import type { formOf } from "./refused";

/** How an offer reads now, where it is put in other words. */
export type OfferSaid = { where: string; areaId: string; expect: string; access: string; forRoles: readonly string[]; seesPeople: boolean };
const nothing: OfferSaid = { where: "", areaId: "", expect: "", access: "", forRoles: [], seesPeople: false };

type Props = { form: ReturnType<typeof formOf>; areas: readonly { id: string; name: string }[]; now?: OfferSaid };

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Where, what to expect, getting in, and who it is for: the words of an offer, new or put anew. */
export function OfferWordsFields({ form, areas, now = nothing }: Props) {
  const { field, boxes, ticked } = form;
  const expect = field("expect", now.expect);
  const [words, setWords] = useState(expect.defaultValue);
  return (
    <>
      <TextField label="Where to come" hint="The building, the street, the door." autoComplete="off" maxLength={most.where + 100} {...field("where", now.where)} />
      <Select label="Area" placeholder={everywhere} choices={areas.map(({ id, name }) => ({ value: id, label: name }))} {...field("areaId", now.areaId)} />
      <div>
        <TextField multiline rows={3} voice="people" label="What to expect" hint="What you will do together. Never a person you support." maxLength={most.expect + 200} {...expect} onChange={(event) => setWords(event.currentTarget.value)} />
        <NameWarning words={words} known={areas.map(({ name }) => name)} then="Never name somebody you support." />
      </div>
      <TextField multiline rows={2} voice="people" optional label="Getting in" hint="Steps, doors, toilets, buses, where to pray or rest." maxLength={most.access + 100} {...field("access", now.access)} />
      <CheckboxGroup label="Who it is for" hint="Leave it if anybody may come." optional columns={2} choices={choices(forRoles)} {...boxes("forRoles", now.forRoles)} />
      <Checkbox label="We may meet people we support" hint="You then say for each booking that everybody to be seen agreed, or leave that part out." name="seesPeople" value="yes" id={field("seesPeople").id} defaultChecked={ticked("seesPeople", now.seesPeople)} />
    </>
  );
}
