import { useForm, type SubmissionResult } from "@conform-to/react";
import { useLayoutEffect, useRef, useState, type FormEvent } from "react";
import { Form, useNavigation } from "react-router";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { Banner } from "~/kit/Banner";
import { Button } from "~/kit/Button";
import { CheckboxGroup } from "~/kit/CheckboxGroup";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { fromConform } from "~/kit/field";
import { FormStack } from "~/kit/FormRow";
import { RadioGroup } from "~/kit/RadioGroup";
import { Select } from "~/kit/Select";
import { TextField } from "~/kit/TextField";
import { forgetDraft, keepDraft, readDraft } from "~/shared/drafts";
import { everywhere, groups, needs } from "../words";
import { Alike } from "./Alike";
import { mostLetters } from "./amounts";
import styles from "./board.module.css";
import { bandChoices } from "./bandChoices";
import { LettersLeft } from "./LettersLeft";
import { NameWarning } from "./NameWarning";
import { draftName } from "./posted";
import { restoreDraft } from "./restoreDraft";
import { useWayOut } from "./useWayOut";

export type PostFormProps = {
  areas: readonly { id: string; name: string }[];
  lastResult: SubmissionResult<string[]> | undefined;
  /** What the address brings along. */
  start: { sentence: string; areaId: string };
};

const choices = (words: Readonly<Record<string, string>>) => Object.entries(words).map(([value, label]) => ({ value, label }));

/** Posting a gap, in under a minute: one sentence, and a few choices so that others find it. */
export function PostForm({ areas, lastResult, start }: PostFormProps) {
  const [form, fields] = useForm<{ sentence: string; areaId: string; need: string; groups: string[]; band: string; line: string }>({ lastResult: lastResult ?? null, defaultValue: start.areaId ? start : { sentence: start.sentence } });
  const [sentence, setSentence] = useState(once(fields.sentence.initialValue) ?? "");
  const [line, setLine] = useState(once(fields.line.initialValue) ?? "");
  const [areaId, setAreaId] = useState(once(fields.areaId.initialValue) ?? "");
  const here = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (!here.current) return;
    const draft = start.sentence || lastResult ? undefined : readDraft(draftName);
    if (draft) restoreDraft(here.current, draft);
    // What was typed before scripts arrived counts too.
    const words = wordsIn(here.current);
    setSentence(words["sentence"]?.[0] ?? "");
    setLine(words["line"]?.[0] ?? "");
    setAreaId(words["areaId"]?.[0] ?? "");
    // As the page opens, once: later the form itself holds what was typed.
    // eslint-disable-next-line react/exhaustive-deps
  }, []);
  const known = areas.map(({ name }) => name);
  const sentenceField = fromConform(fields.sentence);
  const keep = (event: FormEvent<HTMLFormElement>) => keepDraft(draftName, wordsIn(event.currentTarget));
  return (
    <>
      <ErrorSummary errors={summaryOf(form)} />
      <Form ref={here} method="post" id={form.id} onSubmit={form.onSubmit} onChange={keep} noValidate>
        <FormStack>
          <div className={styles.field}>
            <TextField
              label="What is missing?"
              hint="One sentence. What, where, and when if it matters. Never a name."
              voice="people"
              multiline
              rows={3}
              autoComplete="off"
              {...sentenceField}
              onChange={(event) => setSentence(event.currentTarget.value)}
            />
            <LettersLeft words={sentence} most={mostLetters.sentence} />
            <NameWarning words={sentence} known={known} />
            <Alike words={sentence} areaId={areaId} onJoined={() => forgetDraft(draftName)} />
          </div>
          <Select label="Where" {...fromConform(fields.areaId)} choices={[{ value: "", label: everywhere }, ...areas.map(({ id, name }) => ({ value: id, label: name }))]} onChange={(event) => setAreaId(event.currentTarget.value)} />
          <Select label="What is it about?" {...fromConform(fields.need)} placeholder="Choose one" choices={choices(needs)} />
          <CheckboxGroup label="Who is affected?" hint="Up to six. Leave it if it could be anyone." id={fields.groups.id} name={fields.groups.name} error={fields.groups.errors} defaultValue={groupsOf(fields.groups.initialValue)} choices={choices(groups)} inline optional />
          <RadioGroup label="How many people do you know of?" id={fields.band.id} name={fields.band.name} error={fields.band.errors} defaultValue={once(fields.band.initialValue) ?? ""} choices={bandChoices} inline />
          <div className={styles.field}>
            <TextField label="A line about it" hint="What you have seen. Never a name." voice="people" optional {...fromConform(fields.line)} onChange={(event) => setLine(event.currentTarget.value)} />
            <NameWarning words={line} known={known} />
          </div>
          <PostButton />
        </FormStack>
      </Form>
    </>
  );
}

/** Offline it says why it cannot; on return it asks, and never posts by itself. */
function PostButton() {
  const navigation = useNavigation();
  const { online, isBack } = useWayOut();
  return (
    <div className={styles.buttons}>
      {isBack ? <Banner title="You are online again">Your words are still here. Post now?</Banner> : null}
      <Button type="submit" variant="primary" isPending={navigation.state !== "idle" && navigation.formMethod === "POST"} pendingLabel="Posting…" isDisabled={!online} aria-describedby={online ? undefined : "why-not"}>
        Post this gap
      </Button>
      {online ? null : <p id="why-not" className={styles.quiet}>You are offline. Your words are kept in this tab; post when you are back.</p>}
    </div>
  );
}

const groupsOf = (value: unknown): string[] => (Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : typeof value === "string" ? [value] : []);

function wordsIn(form: HTMLFormElement): Record<string, string[]> {
  const words: Record<string, string[]> = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string") (words[name] ??= []).push(value);
  return words;
}

/** A field sent twice comes back as a list: no form of ours sends one. */
function once(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
