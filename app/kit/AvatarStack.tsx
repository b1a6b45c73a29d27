import { Avatar, type AvatarProps } from "./Avatar";
import styles from "./AvatarStack.module.css";

export interface AvatarStackProps {
  /** Names the group for screen readers: "Writing now". */
  label: string;
  people: readonly (Pick<AvatarProps, "name" | "initials" | "colour"> & { id?: string })[];
  /** How many to draw before "and 3 more". */
  most?: number | undefined;
}

/** A few people, overlapping, each still named when read aloud. */
export function AvatarStack({ label, people, most = 4 }: AvatarStackProps) {
  const shown = people.slice(0, most);
  const more = people.length - shown.length;
  return (
    <ul className={styles.stack} aria-label={label}>
      {shown.map(({ id, ...person }) => (
        <li key={id ?? person.name}>
          <Avatar {...person} />
        </li>
      ))}
      {more > 0 ? <li className={styles.more}>and {more} more</li> : null}
    </ul>
  );
}
