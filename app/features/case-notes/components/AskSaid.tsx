import { Button } from "~/kit/Button";
import { DateField } from "~/kit/DateField";
import { FormRow } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import { waysSaid, wayWords } from "../consent";
import type { AskProps } from "./AskConsent";
import { one } from "./AskNotes";

/** Step 3: how and when it was said, in whose words. */
export function AskSaid({ view, about, busy }: AskProps) {
  const { entered, errors } = view;
  const before = view.soFar.said;
  return (
    <>
      <RadioGroup id="how" name="how" label="How did they say it?" error={errors["how"]} defaultValue={one(entered["how"]) ?? before?.how ?? "voice"} choices={waysSaid.map((way) => ({ value: way, label: wayWords[way].title }))} />
      <DateField kind="datetime" id="saidAt" name="saidAt" label="When?" error={errors["saidAt"]} defaultValue={one(entered["saidAt"]) ?? before?.saidAt ?? about.now} />
      <TextField id="words" name="words" label="Their words" hint="As they said it, if you remember." voice="people" multiline rows={3} optional error={errors["words"]} defaultValue={one(entered["words"]) ?? before?.words} />
      <TextField id="told" name="told" label="What you told them" hint="Anything beyond the words on these pages." multiline rows={3} optional error={errors["told"]} defaultValue={one(entered["told"]) ?? before?.told} />
      <FormRow kind="buttons">
        <Button type="submit" variant="primary" name="go" value="next" isDisabled={busy}>Carry on</Button>
        <Button type="submit" variant="quiet" name="go" value="back" isDisabled={busy}>Back</Button>
      </FormRow>
    </>
  );
}
