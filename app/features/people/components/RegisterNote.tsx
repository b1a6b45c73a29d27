import { register } from "../words";
import styles from "./people.module.css";

/** The licence asks for this sentence wherever rows of the register are shown. */
export function RegisterNote() {
  return (
    <p className={`${styles.quiet} ${styles.section}`}>
      {register.licence.replace("licensed under the Open Government Licence v3.0.", "licensed under the ")}
      <a href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="noreferrer">
        Open Government Licence v3.0
      </a>
      .
    </p>
  );
}
