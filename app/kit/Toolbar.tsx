import type { ReactNode } from "react";
import { ToggleButton as AriaToggle, type ToggleButtonProps as AriaToggleProps } from "react-aria-components/ToggleButton";
import { Toolbar as AriaToolbar } from "react-aria-components/Toolbar";
import { Tooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import tip from "./IconButton.module.css";
import styles from "./Toolbar.module.css";
import { usePlace } from "./usePlace";

/** One stop for the Tab key; arrows move inside it. */
export function Toolbar({ label, children }: { label: string; children: ReactNode }) {
  return (
    <AriaToolbar aria-label={label} className={styles.toolbar ?? ""}>
      {children}
    </AriaToolbar>
  );
}

/** Pushes what follows to the other end. */
export function ToolbarSpace() {
  return <span className={styles.space} />;
}

export interface ToggleButtonProps extends Omit<AriaToggleProps, "children" | "className" | "style" | "aria-label"> {
  label: string;
  icon: ReactNode;
}

/** A tool that is on or off. On shows as a ring, since a tint alone is too faint to see. */
export function ToggleButton({ label, icon, ...rest }: ToggleButtonProps) {
  const { control, onOpenChange, portal } = usePlace<HTMLButtonElement>();
  return (
    <TooltipTrigger delay={500} closeDelay={100} onOpenChange={onOpenChange}>
      <AriaToggle {...rest} ref={control} aria-label={label} className={styles.toggle ?? ""}>
        {icon}
      </AriaToggle>
      <Tooltip className={tip.tooltip ?? ""} offset={8} {...portal}>
        {label}
      </Tooltip>
    </TooltipTrigger>
  );
}
