import { type ReactNode, useId, useState } from "react";
import { Form, useNavigation } from "react-router";
import { Button, type ButtonProps } from "~/kit/Button";
import { TextField } from "~/kit/TextField";
import { NameWarning } from "../board/NameWarning";
import { doneWords, type AskAnswer, type AskIntent } from "./acts";
import styles from "./asks.module.css";
import { useAskAct } from "./useAskAct";
import { mostAnswer } from "./words";

type Sent = { askId: string; answered?: AskAnswer | undefined };

/** Writes an answer, or puts one in other words: one box, right where the question is. */
export function AnswerForm({ askId, answered, answerId, start = "", label = "Your answer", onDone }: Sent & { answerId?: string; start?: string; label?: string; onDone?: () => void }) {
  const intent = answerId ? "reword" : "answer";
  const [act, form] = useAskAct(askId, intent, `${intent}-${answerId ?? askId}`, answered);
  const [words, setWords] = useState(start);
  const id = useId();
  const wentThrough = act.answer?.done !== undefined;
  return (
    <act.Form
      method="post"
      action={act.action}
      ref={form}
      className={styles.form}
      data-says={act.answer?.error ? "" : undefined}
      noValidate
      onReset={() => {
        setWords(answerId ? words : "");
        onDone?.();
      }}
    >
      <Hidden fields={{ ...act.hidden, ...(answerId ? { answer: answerId } : {}) }} />
      <TextField multiline rows={3} label={label} hint="Who, where and when, and how to reach them. Name nobody you support." name="line" voice="people" error={act.answer?.error} defaultValue={act.answer?.line ?? start} maxLength={mostAnswer + 200} aria-describedby={id} onChange={(event) => setWords(event.currentTarget.value)} />
      <NameWarning words={words} id={id} />
      <div className={styles.inline}>
        <Button type="submit" variant={answerId ? "secondary" : "primary"} isPending={act.isPending} pendingLabel="Sending…">
          {answerId ? "Save these words" : "Answer"}
        </Button>
        <p className={styles.said}>{wentThrough && act.answer?.done ? [doneWords[act.answer.done], act.answer.warning && "It may name someone; whoever leads will look at it."].filter(Boolean).join(" ") : null}</p>
      </div>
    </act.Form>
  );
}

/** A button that does one thing to a question. Its words may change with what it does; it stays the same button, so focus stays. */
export function AskButton({ askId, answered, intent, about, fields = {}, children, ...button }: Sent & { intent: AskIntent; about: string; fields?: Record<string, string>; children: ReactNode } & Omit<ButtonProps, "type" | "isPending">) {
  const [act, form] = useAskAct(askId, intent, about, answered);
  return (
    <act.Form method="post" action={act.action} ref={form} className={styles.inline}>
      <Hidden fields={{ ...act.hidden, ...fields }} />
      <Button {...button} type="submit" isPending={act.isPending}>
        {children}
      </Button>
      {act.answer?.error ? <p className={styles.wrong} data-says="">{act.answer.error}</p> : null}
    </act.Form>
  );
}

/**
 * Takes the question back. The page it is pressed on is gone with it, so it is sent as a page of its own: that ends
 * whatever the old page was asking for, which would be told that it is not there.
 */
export function WithdrawButton({ askId }: { askId: string }) {
  const navigation = useNavigation();
  return (
    <Form method="post" action={`/gaps/asks/${askId}`}>
      <Hidden fields={{ intent: "withdraw", about: "withdraw", via: "page" }} />
      <Button type="submit" variant="danger" isPending={navigation.state !== "idle"}>
        Take it back
      </Button>
    </Form>
  );
}

function Hidden({ fields }: { fields: Record<string, string> }) {
  return Object.entries(fields).map(([name, value]) => <input key={name} type="hidden" name={name} value={value} />);
}
