import { Link } from "react-router";
import styles from "../ties.module.css";
import type { SideView } from "./tie-view.server";

/** How a side is reached, as it is kept with that organisation and not with whoever found out. */
export function HowToReach({ side: { id, name, ways } }: { side: SideView }) {
  return (
    <div className={styles.stack}>
      <h4>How to reach them</h4>
      {ways.length > 0 ? (
        <ul className={styles.plain}>
          {ways.map((way) => (
            <Way key={way.id} way={way} />
          ))}
        </ul>
      ) : null}
      <p className={styles.screen}>
        {ways.length === 0 ? "Nothing is written down yet. " : ""}
        <Link to={`/directory/organisations/${id}`}>{ways.length === 0 ? `Say how to reach ${name}` : `More about ${name}`}</Link>
      </p>
    </div>
  );
}

function Way({ way: { label, phone, email, hours } }: { way: SideView["ways"][number] }) {
  return (
    <li>
      <p>
        {label}
        {phone ? (
          <>
            : <a href={`tel:${phone.replaceAll(/[^\d+]/g, "")}`}>{phone}</a>
          </>
        ) : null}
        {email ? (
          <>
            {phone ? ", " : ": "}
            <a href={`mailto:${encodeURIComponent(email).replace("%40", "@")}`}>{email}</a>
          </>
        ) : null}
      </p>
      {hours ? <p className={styles.quiet}>{hours}</p> : null}
    </li>
  );
}
