import { Link } from "react-router";
import { Card } from "~/kit/Card";
import { Table } from "~/kit/Table";
import type { OneTurnout } from "./one-event.server";
import styles from "./turnout.module.css";
import { turnoutRoles } from "./words";

/** Who came to one event, by role, for its page and its recap. */
export function EventTurnout({ turnout: { invited, came, byRole } }: { turnout: OneTurnout }) {
  const walkedIn = byRole.some(({ asked, came: here }) => here > asked);
  return (
    <Card as="section" title="Who came">
      <div className={styles.stack}>
        <p>
          {came === 0 ? "Nobody has been signed in yet" : `${came} came`}; {invited} {invited === 1 ? "was" : "were"} asked.{walkedIn ? " Some came unasked." : ""}
        </p>
        {byRole.length > 0 ? (
          <Table
            caption="Who came, by role"
            rows={byRole}
            rowKey={({ role }) => role}
            compact
            columns={[
              { key: "role", label: "Role", cell: ({ role }) => turnoutRoles[role], isRowHeader: true },
              { key: "asked", label: "Asked", cell: ({ asked }) => asked, align: "end" },
              { key: "came", label: "Came", cell: ({ came: here }) => here, align: "end" },
            ]}
          />
        ) : null}
        <p>
          <Link to="/diary/events/turnout">Turnout over time</Link>
        </p>
      </div>
    </Card>
  );
}
