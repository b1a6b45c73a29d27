import type { ComponentType } from "react";

/** One of the main places. Give only those that exist. */
export interface NavItem {
  to: string;
  /** Other addresses that are part of this place. */
  also?: readonly string[] | undefined;
  label: string;
  icon: ComponentType<{ size?: number; strokeWidth?: number }>;
}

export interface MenuLink {
  to: string;
  label: string;
}

/** The signed-in colleague, as the header shows them: "Aileen M.". */
export interface ShellPerson {
  shortName: string;
  initials: string;
}
