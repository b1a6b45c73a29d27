import { useState, type FormEvent } from "react";
import { Button } from "~/kit/Button";
import { Dialog } from "~/kit/Dialog";
import { RadioGroup } from "~/kit/RadioGroup";
import { TextField } from "~/kit/TextField";
import type { GapCard } from "../cards.server";
import { ChooseOrganisation } from "../page/ChooseOrganisation";
import { hasWrongFields, type ActAnswer } from "./acts";
import { bandChoices } from "./bandChoices";
import styles from "./board.module.css";
import { NameWarning } from "./NameWarning";

export type Asking = { kind: "meet" | "rest" | "join"; card: GapCard };
type Fields = Record<string, string>;

export interface AskingDialogProps {
  asking: Asking | undefined;
  onClose: () => void;
  /** Does it; what stands in the way comes back beside its field. */
  onAnswer: (asking: Asking, fields: Fields) => Promise<ActAnswer>;
  onTakeBack: (card: GapCard) => void;
}

/** What a card is asked about before or after an act: what there is now, why it rests, how many one knows of. */
export function AskingDialog({ asking, onClose, onAnswer, onTakeBack }: AskingDialogProps) {
  if (!asking) return null;
  return (
    <Dialog isOpen onOpenChange={(open) => open || onClose()} title={titles[asking.kind]}>
      <AskingForm key={asking.card.id} asking={asking} onClose={onClose} onAnswer={onAnswer} onTakeBack={onTakeBack} />
    </Dialog>
  );
}

const titles = { meet: "What is there now?", rest: "Rest this gap", join: "You see this too" };

function AskingForm({ asking, onClose, onAnswer, onTakeBack }: AskingDialogProps & { asking: Asking }) {
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<ActAnswer>();
  async function answered(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    setPending(true);
    const fields = Object.fromEntries([...new FormData(event.currentTarget)].filter((one): one is [string, string] => typeof one[1] === "string"));
    const said = await onAnswer(asking, fields);
    setPending(false);
    // What is wrong in a field keeps the dialog; a lost race is told beside the card.
    if (!hasWrongFields(said)) return onClose();
    setAnswer(said);
  }
  return (
    <form className={styles.form} onSubmit={(event) => void answered(event)} noValidate>
      {asking.kind === "join" ? <JoinFields answer={answer} /> : <LineField kind={asking.kind} answer={answer} />}
      {asking.kind === "meet" ? <ChooseOrganisation name="organisationId" label="Who runs it?" hint="An organisation of the directory." error={answer?.fields?.["organisationId"]} optional /> : null}
      <div className={styles.buttons}>
        <Button type="submit" variant="primary" isPending={pending}>{doWords[asking.kind]}</Button>
        {asking.kind === "join" ? (
          <Button
            onPress={() => {
              onTakeBack(asking.card);
              onClose();
            }}
          >
            Take it back
          </Button>
        ) : (
          <Button onPress={onClose}>Leave it where it is</Button>
        )}
      </div>
    </form>
  );
}

const doWords = { meet: "Move to Met", rest: "Rest it", join: "Save" };

function LineField({ kind, answer }: { kind: "meet" | "rest"; answer: ActAnswer | undefined }) {
  const [words, setWords] = useState("");
  const about = kind === "meet" ? { label: "In a sentence", hint: "Where, when and who for. Everyone who saw this gap is told.", most: 500 } : { label: "Why does it rest?", hint: "It can be revived at any time, with its history.", most: 300 };
  return (
    <div>
      <TextField label={about.label} hint={about.hint} name="line" multiline rows={3} voice="people" maxLength={about.most} optional={kind === "rest"} error={answer?.fields?.["line"]} onChange={(event) => setWords(event.currentTarget.value)} autoFocus />
      <NameWarning words={words} />
    </div>
  );
}

function JoinFields({ answer }: { answer: ActAnswer | undefined }) {
  const [words, setWords] = useState("");
  return (
    <>
      <RadioGroup label="How many people do you know of?" name="band" choices={bandChoices} inline optional />
      <div>
        <TextField label="A line about it" hint="What you have seen. Never a name." name="line" maxLength={200} voice="people" optional error={answer?.fields?.["line"]} onChange={(event) => setWords(event.currentTarget.value)} />
        <NameWarning words={words} />
      </div>
    </>
  );
}
