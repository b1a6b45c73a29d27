import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import styles from "./Button.module.css";
import { classes } from "./classes";

/** How much a button asks for attention. One `primary` per screen or card. */
export type ButtonVariant = "primary" | "secondary" | "danger" | "quiet";

export interface ButtonProps extends Omit<AriaButtonProps, "children" | "className" | "style" | "isPending"> {
  variant?: ButtonVariant | undefined;
  /** A small picture before the words; it is never the only sign. */
  icon?: ReactNode;
  /** Give it a boolean from the start: room is kept for the pending words, so the width stays. */
  isPending?: boolean | undefined;
  pendingLabel?: string | undefined;
  wide?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
  ref?: Ref<HTMLButtonElement> | undefined;
}

/** A button. `type="submit"` with `name` and `value` works in a plain form before scripts arrive. */
export function Button({
  variant = "secondary",
  icon,
  isPending,
  pendingLabel = "Saving…",
  wide,
  className,
  children,
  ...rest
}: ButtonProps) {
  // Not React Aria's own pending state: what it announces with fails accessibility checks. A second press does
  // nothing, focus stays, and the words on the button say what is going on.
  const quiet = isPending ? { type: "button" as const, onPress: undefined, onClick: undefined, "aria-disabled": true } : {};
  return (
    <AriaButton
      {...rest}
      {...quiet}
      data-pending={isPending || undefined}
      className={buttonClass(variant, wide, className)}
    >
      {isPending === undefined ? (
        <ButtonWords icon={icon}>{children}</ButtonWords>
      ) : (
        <span className={styles.stack}>
          <span className={classes(styles.face, isPending && styles.away)} aria-hidden={isPending || undefined}>
            <ButtonWords icon={icon}>{children}</ButtonWords>
          </span>
          <span className={classes(styles.face, !isPending && styles.away)} aria-hidden={!isPending || undefined}>
            {pendingLabel}
          </span>
        </span>
      )}
    </AriaButton>
  );
}

export function ButtonWords({ icon, children }: { icon?: ReactNode; children: ReactNode }) {
  return (
    <>
      {icon ? (
        <span className={styles.icon} aria-hidden="true">
          {icon}
        </span>
      ) : null}
      {children}
    </>
  );
}

export function buttonClass(variant: ButtonVariant, wide?: boolean, className?: string): string {
  return classes(styles.button, styles[variant], wide && styles.wide, className);
}
