import { useState } from "react";
import { NameWarning } from "~/features/gaps/board/NameWarning";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { fromConform } from "~/kit/field";
import { FormRow, FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { everywhere, groups, needs, places } from "../words";
import { ActForm, ActSaid, useActForm } from "./ActForm";
import type { GapFrame } from "./gap-page.server";
import { ChooseOrganisation } from "./ChooseOrganisation";
import type { Acting } from "./useAct";

export type MenuFormProps = { gap: GapFrame; areas: readonly { id: string; name: string }[]; act: Acting };

const choicesOf = (table: Record<string, string>) => Object.entries(table).map(([value, label]) => ({ value, label }));
const Version = ({ gap }: { gap: GapFrame }) => {
  // The one the words were read at, whatever comes in while the dialog is open.
  const [seen] = useState(gap.version);
  return <input type="hidden" name="version" value={seen} />;
};

export function MoveForm({ gap, act }: MenuFormProps) {
  const { fields, problems, sent } = useActForm<{ to: string; line: string }>(act);
  const choices = Object.entries(places).flatMap(([value, { title, meaning }]) => (value === gap.place || value === "met" ? [] : [{ value, label: title, hint: meaning }]));
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <Version gap={gap} />
        <RadioGroup label="Where to?" hint="For “Met”, say it is met: it asks what there is now." choices={choices} {...fromConform(fields.to)} required={false} />
        <TextField label="Why" optional voice="people" maxLength={300} {...fromConform(fields.line)} />
        <Buttons act={act}>Move it</Buttons>
      </FormStack>
    </ActForm>
  );
}

export function RestForm({ gap, act }: MenuFormProps) {
  const { fields, problems, sent } = useActForm<{ line: string }>(act);
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <Version gap={gap} />
        <input type="hidden" name="to" value="resting" />
        <p>It goes to the shelf with everything that belongs to it. Anyone can revive it.</p>
        <TextField label="Why not now?" optional voice="people" maxLength={300} {...fromConform(fields.line)} />
        <Buttons act={act}>Let it rest</Buttons>
      </FormStack>
    </ActForm>
  );
}

export function MeetForm({ gap, act }: MenuFormProps) {
  const { fields, problems, sent } = useActForm<{ line: string; organisationId: string }>(act);
  const [words, setWords] = useState("");
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <Version gap={gap} />
        <div>
          <TextField label="What is there now?" hint="In a sentence: where, when, who for. Everyone who joined is told." voice="people" multiline rows={3} maxLength={500} {...fromConform(fields.line)} onChange={(event) => setWords(event.currentTarget.value)} />
          <NameWarning words={words} />
        </div>
        <ChooseOrganisation label="Who offers it" optional {...fromConform(fields.organisationId)} />
        <Buttons act={act}>{gap.place === "met" ? "Say so" : "Say it is met"}</Buttons>
      </FormStack>
    </ActForm>
  );
}

export function RewordForm({ gap, areas, act }: MenuFormProps) {
  const { fields, problems, sent } = useActForm<{ sentence: string; areaId: string; need: string; groups: string[] }>(act, { sentence: gap.sentence, areaId: gap.areaId ?? "", need: gap.need, groups: gap.groups });
  const [words, setWords] = useState(gap.sentence);
  const chosen = act.answer?.about === act.hidden.about ? act.answer.reply?.initialValue?.["groups"] : undefined;
  return (
    <ActForm {...sent}>
      <FormStack>
        {problems}
        <Version gap={gap} />
        <div>
          <TextField label="What is missing?" hint="One sentence. Never name a person you support." voice="people" multiline rows={3} maxLength={240} {...fromConform(fields.sentence)} onChange={(event) => setWords(event.currentTarget.value)} />
          <NameWarning words={words} />
        </div>
        <FormRow>
          <Select label="Area" placeholder={everywhere} choices={areas.map(({ id, name }) => ({ value: id, label: name }))} {...fromConform(fields.areaId)} required={false} />
          <Select label="What it is about" choices={choicesOf(needs)} {...fromConform(fields.need)} required={false} />
        </FormRow>
        <CheckboxGroup label="Who is affected" hint="Up to six." optional columns={2} choices={choicesOf(groups)} id={fields.groups.id} name="groups" error={fields.groups.errors} defaultValue={[chosen ?? gap.groups].flat().map(String)} />
        <Buttons act={act}>Save these words</Buttons>
      </FormStack>
    </ActForm>
  );
}

export function TakeDownForm({ act }: MenuFormProps) {
  return (
    <ActForm act={act}>
      <FormStack>
        <p>For a mistake, or when somebody could be recognised. The sentence and everything written on this page are removed for everyone, the proposal too. It cannot be put back.</p>
        <p>If the gap is only quiet, let it rest instead: that keeps its history.</p>
        <ActSaid act={act} />
        <FormRow kind="buttons">
          <Button type="submit" variant="danger" isPending={act.isPending} pendingLabel="Taking down…">
            Take it down for everyone
          </Button>
        </FormRow>
      </FormStack>
    </ActForm>
  );
}

function Buttons({ act, children }: { act: Acting; children: string }) {
  return (
    <FormRow kind="buttons">
      <Button type="submit" variant="primary" isPending={act.isPending}>
        {children}
      </Button>
    </FormRow>
  );
}
