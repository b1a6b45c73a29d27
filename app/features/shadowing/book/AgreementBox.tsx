import { Link } from "react-router";
import { Checkbox } from "~/kit/Checkbox";
import { Time } from "~/kit/Time";
import type { AgreementView } from "./agreement.server";
import styles from "./book.module.css";

type Props = { agreement: AgreementView; about: string; error: readonly string[] | undefined; ticked: boolean };

/** The confidentiality agreement, where it is asked for: its words and a tick; or that it was agreed. */
export function AgreementBox({ agreement, about, error, ticked }: Props) {
  if (agreement.agreed && agreement.agreedAt) {
    return (
      <p className={styles.quiet}>
        You agreed to the <Link to="/diary/shadow/agreement">confidentiality agreement</Link> on <Time iso={agreement.agreedAt} format="date" />. We ask once a year.
      </p>
    );
  }
  return (
    <section className={styles.stack} aria-labelledby={`${about}-terms`}>
      <h3 id={`${about}-terms`}>Before you come: confidentiality</h3>
      <p className={styles.agreement}>{agreement.text}</p>
      <Checkbox id={`${about}-agreed`} name="agreed" value={agreement.version} defaultChecked={ticked} error={error} label="I have read this and I agree" hint="We ask once a year, and when the words change." />
    </section>
  );
}
