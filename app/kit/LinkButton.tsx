import type { ReactNode } from "react";
import { Link, type LinkProps } from "react-router";
import { ButtonWords, type ButtonVariant, buttonClass } from "./Button";

export interface LinkButtonProps extends Omit<LinkProps, "className" | "children"> {
  variant?: ButtonVariant | undefined;
  icon?: ReactNode;
  wide?: boolean | undefined;
  className?: string | undefined;
  children: ReactNode;
}

/** A link that looks like a button: it goes somewhere, and changes nothing. */
export function LinkButton({ variant = "secondary", icon, wide, className, children, ...rest }: LinkButtonProps) {
  return (
    <Link {...rest} className={buttonClass(variant, wide, className)}>
      <ButtonWords icon={icon}>{children}</ButtonWords>
    </Link>
  );
}
