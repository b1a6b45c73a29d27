import { LiveWords } from "~/features/writing/LiveWords";
import { liveText } from "~/features/writing/LivePlace";
import { AgendaTimes, type Times } from "./AgendaTimes";
import { AgendaTable, type StoredRow } from "./AgendaTable";

const LiveAgenda = liveText(() => import("./LiveAgenda"));

type Props = Times & { documentId: string; accountId: string; rows: readonly StoredRow[]; mayWrite: boolean };

/** The agenda of an event: what is stored at once, also on paper and without scripts, then the live rows. */
export function Agenda({ startsAt, endsAt, rows, ...place }: Props) {
  return (
    <AgendaTimes value={{ startsAt, endsAt }}>
      <LiveWords
        {...place}
        title="Agenda"
        about="Everybody who works in the network can write here."
        placeholder=""
        html=""
        stored={<AgendaTable rows={rows} startsAt={startsAt} endsAt={endsAt} />}
        text={LiveAgenda}
      />
    </AgendaTimes>
  );
}
