import type { ReactNode } from "react";
import { Form } from "react-router";
import { Button, type ButtonVariant } from "~/kit/Button";
import { useSaving } from "../../../gaps/group/useSaving";
import styles from "../handover.module.css";

type Props = { intent: string; about?: string; fields?: Readonly<Record<string, string>>; online: boolean; variant?: ButtonVariant; label?: string; children: ReactNode };

/** One button that does one thing. */
export function Press({ intent, about = intent, fields = {}, online, variant = "secondary", label, children }: Props) {
  const part = `quick-${about}`;
  const isSaving = useSaving(part);
  return (
    <Form method="post" preventScrollReset className={`${styles.screen} ${variant === "quiet" ? styles.hanging : ""}`}>
      <input type="hidden" name="part" value={part} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <Button type="submit" name="intent" value={intent} variant={variant} isDisabled={!online} isPending={isSaving} {...(label ? { "aria-label": label } : {})}>
        {children}
      </Button>
    </Form>
  );
}
