import type { DemonstrationPerson } from "../network.server";
import { postRoles } from "../words";
import styles from "./people.module.css";

type Shown = Pick<DemonstrationPerson, "accountId" | "name" | "post" | "role" | "organisation">;

/** One press and you are somebody invented; each card says what they can show you. */
export function DemonstrationPeople({ people }: { people: readonly Shown[] }) {
  return (
    <section aria-labelledby="demonstration-people">
      <h2 id="demonstration-people">Or be one of the invented people</h2>
      <p className={styles.quiet}>Nobody here is real. Try two of them in two browsers.</p>
      <ul className={styles.cards}>
        {people.map((person) => (
          <li key={person.accountId}>
            <button type="submit" name="account" value={person.accountId} className={styles.person}>
              <strong>{person.name}</strong>
              <span>
                {person.post}, {person.organisation}
              </span>
              <span className={styles.quiet}>{person.name.split(" ")[0]} {postRoles[person.role].does}.</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
