import { type DefaultValue, type SubmissionResult, useForm } from "@conform-to/react";
import { type ReactNode, useEffect, useRef } from "react";
import { summaryOf } from "~/features/case-notes/components/summaryOf";
import { Button, type ButtonProps } from "~/kit/Button";
import { ErrorSummary } from "~/kit/ErrorSummary";
import { useSays } from "~/kit/saidErrors";
import { type Acting, useAct, wordsOf } from "./useAct";
import styles from "./page.module.css";

type Sent = Pick<Acting, "Form" | "action" | "hidden">;

/** A plain form that also works without scripts. */
export function ActForm({ act, children, id, onSubmit, className }: { act: Sent; children: ReactNode; id?: string; onSubmit?: (event: React.FormEvent<HTMLFormElement>) => void; className?: string | undefined }) {
  return (
    <act.Form method="post" action={act.action} id={id} onSubmit={onSubmit} noValidate className={className}>
      {Object.entries(act.hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
    </act.Form>
  );
}

/** A button that does one thing. */
export function ActButton({ act, fields = {}, ...button }: { act: Acting; fields?: Record<string, string> } & Omit<ButtonProps, "type" | "isPending">) {
  return (
    <ActForm act={act}>
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button {...button} type="submit" isPending={act.isPending} />
    </ActForm>
  );
}

/** Fields of an act, with what was wrong in them and what was typed. */
export function useActForm<Fields extends Record<string, unknown>>(act: Acting, defaultValue?: DefaultValue<Fields>) {
  const lastResult: SubmissionResult | null = (act.answer?.about === act.hidden.about && act.answer.reply) || null;
  const [form, fields] = useForm<Fields>({ id: `form-${act.hidden.about}`, lastResult, ...(defaultValue ? { defaultValue } : {}) });
  const problems = <ErrorSummary errors={summaryOf(form)} />;
  return { form, fields, problems, sent: { act, id: form.id, onSubmit: form.onSubmit } };
}

/** What came of an act, beside the thing it was done to, with the way back. */
export function ActSaid({ act, children }: { act: Acting; children?: ReactNode }) {
  const { answer, isPending } = act;
  const words = wordsOf(answer);
  const box = useRef<HTMLDivElement>(null);
  const at = useRef<Element>(null);
  useSays((!answer?.said && words) || "");
  useEffect(() => {
    // Somebody else, who was quicker, took away what was pressed: this line says so, and whoever pressed goes on from it.
    if (document.activeElement !== document.body) at.current = document.activeElement;
    else if (answer && !answer.said && !isPending && at.current?.isConnected === false) box.current?.focus();
  });
  useEffect(() => {
    // What was pressed may be gone with what it took away; whoever pressed it is not sent to the top of the page.
    if (answer?.said && !isPending && document.activeElement === document.body) box.current?.focus();
  }, [answer, isPending]);
  if (!words) return null;
  return (
    <div ref={box} tabIndex={-1} className={styles.said} data-wrong={answer?.said ? undefined : ""} data-says={answer?.said ? undefined : ""}>
      <span>{words}</span>
      {children}
      {answer?.undo ? <UndoAct key={answer.id} {...answer.undo} /> : null}
    </div>
  );
}

function UndoAct({ intent, fields }: { intent: string; fields: Record<string, string> }) {
  const act = useAct(intent, `${intent}-${Object.values(fields).join("-")}`);
  const words = wordsOf(act.answer);
  if (words) return <span>{words}</span>;
  return (
    <ActButton act={act} fields={fields} variant="quiet">
      Undo
    </ActButton>
  );
}
