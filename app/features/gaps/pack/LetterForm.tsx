import { useRef } from "react";
import { Form } from "react-router";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { Card } from "~/kit/Card";
import { Disclosure } from "~/kit/Disclosure";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { FormStack } from "~/kit/FormRow";
import { LinkButton } from "~/kit/LinkButton";
import { StrayErrors } from "~/kit/StrayErrors";
import { TextField } from "~/kit/TextField";
import { useHydrated } from "~/kit/useHydrated";
import type { Refused } from "../group/answer.server";
import { formOf } from "../group/refused";
import { useSaving } from "../group/useSaving";
import styles from "./pack.module.css";

type Props = {
  gap: { id: string; sentence: string };
  signer: { name: string; post: string; organisation: string };
  line: string;
  /** A colleague of the same organisation who has signed one. */
  taken: string | undefined;
  refused: Refused | undefined;
};

/** Words to begin from, for whoever looks at an empty page; nothing in them is true before somebody makes it so. */
const starter = [
  "We see this in our own work, month after month.",
  "Because it is not there, people … (what happens instead).",
  "If it were there, we would … (send people to it, lend a room, help to run it).",
  "We have tried … and what came of it was …",
  "We support this and would stand behind it.",
].join("\n\n");

/** A letter of support, written here and signed by name and post. */
export function LetterForm({ gap, signer, line, taken, refused }: Props) {
  const { field, errors } = formOf("letter", refused);
  const hydrated = useHydrated();
  const isSaving = useSaving("letter");
  const box = useRef<HTMLTextAreaElement>(null);
  if (taken) {
    return (
      <>
        <StrayErrors refused={refused} />
        <Banner tone="plain" title={`${taken} has signed one for ${signer.organisation}`}>
          Each organisation has one. Ask {taken} to change it, or to take it back. <LinkButton to={`/gaps/${gap.id}/pack`}>Back to the pack</LinkButton>
        </Banner>
      </>
    );
  }
  const begin = () => {
    if (!box.current) return;
    box.current.value = [box.current.value.trim(), starter].filter(Boolean).join("\n\n");
    box.current.focus();
  };
  return (
    <Card as="section" aria-label="Your letter">
      <Form method="post" noValidate className={styles.write}>
        <input type="hidden" name="part" value="letter" />
        <FormStack>
          <ErrorSummary errors={errors} />
          <TextField ref={box} multiline rows={14} voice="people" label={`Why ${signer.organisation} supports this`} hint="Up to 2,000 letters. Paragraphs are kept. Never name a person you support." {...field("line", line)} />
          {hydrated ? (
            <div>
              <Button onPress={begin}>Use words to begin from</Button>
            </div>
          ) : (
            <Disclosure summary="Words to begin from">
              <p className={styles.voice}>{starter}</p>
            </Disclosure>
          )}
          <p>
            Signed <strong>{signer.name}</strong>, {signer.post}, {signer.organisation}.
          </p>
          <div className={styles.actions}>
            <Button type="submit" variant="primary" isPending={isSaving} pendingLabel="Signing…">
              Sign this letter
            </Button>
            <LinkButton to={`/gaps/${gap.id}/pack`}>Not now</LinkButton>
          </div>
        </FormStack>
      </Form>
    </Card>
  );
}
