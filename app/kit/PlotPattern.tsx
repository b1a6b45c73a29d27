import type { ReactNode } from "react";
import styles from "./Plot.module.css";

const inks = ["pine", "gorse", "heather", "loch", "copper", "slate"] as const;

/** Marks on an 8 by 8 tile: plain, slanted, dotted, level, upright, crossed. */
const marks: ReactNode[] = [
  null,
  <path key="slanted" d="M-2 2 2-2M0 8 8 0M6 10 10 6" />,
  <circle key="dotted" cx="4" cy="4" r="1.6" />,
  <path key="level" d="M0 2H8M0 6H8" />,
  <path key="upright" d="M2 0V8M6 0V8" />,
  <path key="crossed" d="M0 0 8 8M8 0 0 8" />,
];

/** One entry of a plot's key: a colour and a pattern that belong together, by a name the bars refer to. */
export function PlotPattern({ id, index }: { id: string; index: number }) {
  return (
    <svg className={styles.swatch} viewBox="0 0 24 16" aria-hidden="true" focusable="false">
      <defs>
        <pattern id={id} width="8" height="8" patternUnits="userSpaceOnUse" data-ink={inks[index % inks.length]}>
          <rect width="8" height="8" />
          {marks[index % marks.length]}
        </pattern>
      </defs>
      <rect width="24" height="16" rx="3" fill={`url(#${id})`} />
    </svg>
  );
}
