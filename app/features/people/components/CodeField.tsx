import { Banner } from "~/kit/Banner";
import { fromConform } from "~/kit/field";
import { TextField } from "~/kit/TextField";
import styles from "./people.module.css";

/** Six digits, typed or pasted, spaces and all; phones offer the one that has just arrived. */
export function CodeField({ field }: { field: Parameters<typeof fromConform>[0] }) {
  return (
    <div className={styles.code}>
      <TextField label="Code" hint="Six digits. You can paste them." inputMode="numeric" autoComplete="one-time-code" spellCheck={false} maxLength={40} {...fromConform(field)} />
    </div>
  );
}

/** Only where nobody is real, or where somebody develops: the letter's code, without opening the letter. */
export function ShownCode({ code }: { code: string | undefined }) {
  if (!code) return null;
  return (
    <Banner tone="info">
      This is not a real network, so here is the code: <strong>{code}</strong>
    </Banner>
  );
}
