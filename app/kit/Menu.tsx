import type { ReactNode } from "react";
import {
  Menu as AriaMenu,
  MenuItem as AriaItem,
  type MenuItemProps as AriaItemProps,
  MenuTrigger,
} from "react-aria-components/Menu";
import { Popover } from "react-aria-components/Popover";
import { classes } from "./classes";
import styles from "./Menu.module.css";

export interface MenuProps {
  /** The button that opens it: an IconButton or a Button. */
  trigger: ReactNode;
  /** Names the menu: "What to do with this card". */
  label: string;
  onAction?: ((id: string) => void) | undefined;
  children: ReactNode;
}

/** A few things one can do with something. */
export function Menu({ trigger, label, onAction, children }: MenuProps) {
  return (
    <MenuTrigger>
      {trigger}
      <Popover className={styles.popover ?? ""} placement="bottom end" offset={4}>
        <AriaMenu
          aria-label={label}
          className={styles.menu ?? ""}
          {...(onAction ? { onAction: (key) => onAction(String(key)) } : {})}
        >
          {children}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}

export interface MenuItemProps extends Omit<AriaItemProps, "className" | "style" | "children"> {
  danger?: boolean | undefined;
  children: ReactNode;
}

/** `id` comes back in `onAction`; with `href` it is a link. */
export function MenuItem({ danger, children, ...rest }: MenuItemProps) {
  return (
    <AriaItem
      {...rest}
      {...(typeof children === "string" ? { textValue: children } : {})}
      className={classes(styles.item, danger && styles.danger)}
    >
      {children}
    </AriaItem>
  );
}
