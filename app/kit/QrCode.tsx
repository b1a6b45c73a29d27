import styles from "./QrCode.module.css";

export interface QrCodeProps {
  /** Where it leads. It is said in words as well, for those whose camera does not help them. */
  href: string;
  /** "Code for the sign-in page" */
  label: string;
  /** As the server drew it: how many squares a side, and the path of the dark ones. */
  size: number;
  path: string;
}

/** A square to point a phone at, and the same address in words. */
export function QrCode({ href, label, size, path }: QrCodeProps) {
  return (
    <figure className={styles.figure}>
      <svg className={styles.code} viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label} shapeRendering="crispEdges">
        <rect className={styles.light} width={size} height={size} />
        <path className={styles.dark} d={path} />
      </svg>
      <figcaption className={styles.words}>
        <a href={href}>{href.replace(/^https?:\/\//, "")}</a>
      </figcaption>
    </figure>
  );
}
