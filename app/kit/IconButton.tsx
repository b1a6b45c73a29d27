import type { ReactNode } from "react";
import { Button, type ButtonProps } from "react-aria-components/Button";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { classes } from "./classes";
import styles from "./IconButton.module.css";
import { usePlace } from "./usePlace";

export interface IconButtonProps extends Omit<ButtonProps, "children" | "className" | "style" | "aria-label"> {
  /** Read aloud, and shown on hover and focus. */
  label: string;
  icon: ReactNode;
  className?: string | undefined;
}

/** A 44 px button that is only a picture; its words come as a tooltip and as its name. */
export function IconButton({ label, icon, className, ...rest }: IconButtonProps) {
  const { control, onOpenChange, portal } = usePlace<HTMLButtonElement>();
  return (
    <TooltipTrigger delay={500} closeDelay={100} onOpenChange={onOpenChange}>
      <Button {...rest} ref={control} aria-label={label} className={classes(styles.button, className)}>
        {icon}
      </Button>
      <Tooltip className={styles.tooltip ?? ""} offset={8} {...portal}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** For what only looks like one, where scripts have not arrived. */
export const iconButtonClass = styles.button;
