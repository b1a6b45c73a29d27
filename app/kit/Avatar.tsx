import styles from "./Avatar.module.css";
import { classes } from "./classes";

export const presenceColours = ["pine", "loch", "heather", "rowan", "moss", "slate", "plum", "copper"] as const;
export type PresenceColour = (typeof presenceColours)[number];

export interface AvatarProps {
  name: string;
  /** Worked out from the name unless given. */
  initials?: string | undefined;
  /** The same name always gets the same colour unless told. */
  colour?: PresenceColour | "paper" | undefined;
  /** A person is a circle, an organisation a rounded square. */
  kind?: "person" | "organisation" | undefined;
  size?: "small" | "medium" | "large" | undefined;
  /** Say nothing to screen readers, when the name stands beside it. */
  decorative?: boolean | undefined;
  className?: string | undefined;
}

/** Somebody's initials on their colour. */
export function Avatar({
  name,
  initials = initialsOf(name),
  colour = presenceColourOf(name),
  kind = "person",
  size = "medium",
  decorative,
  className,
}: AvatarProps) {
  const spoken = decorative ? { "aria-hidden": true } : { role: "img", "aria-label": name, title: name };
  return (
    <span {...spoken} className={classes(styles.avatar, className)} data-colour={colour} data-kind={kind} data-size={size}>
      <span aria-hidden="true">{initials}</span>
    </span>
  );
}

export function initialsOf(name: string): string {
  const words = name.split(/\s+/).filter((word) => /^\p{L}/u.test(word));
  const first = words[0]?.[0] ?? "?";
  const last = words.length > 1 ? (words.at(-1)?.[0] ?? "") : "";
  return (first + last).toUpperCase();
}

export function presenceColourOf(name: string): PresenceColour {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 9973;
  return presenceColours[sum % presenceColours.length] ?? "pine";
}
