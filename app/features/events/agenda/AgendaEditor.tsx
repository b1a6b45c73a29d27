import { ArrowDown, ArrowUp, Plus, Redo2, Trash2, Undo2 } from "lucide-react";
import { useState, useSyncExternalStore } from "react";
import type { EditorProps } from "~/features/writing/LiveFrame";
import { Button } from "~/kit/Button";
import { IconButton } from "~/kit/IconButton";
import { useAnnounce } from "~/kit/LiveRegion";
import { OrderedRows } from "~/kit/OrderedRows";
import { AgendaCell } from "./AgendaCell";
import styles from "./agenda.module.css";
import { useAgendaTimes } from "./AgendaTimes";
import { addRow, type AgendaRow, moveRow, mostRows, removeRow, setMinutes, setWords } from "./rows";
import { AgendaStore } from "./store";
import { clockAfter, startsOf, totalWords } from "./times";
import { useRowCarets } from "./useRowCarets";

/** The agenda as it is written, by everyone who may: rows with how long, what and who, and a total against the end. */
export default function AgendaEditor({ connection, name, mayWrite, locked }: EditorProps) {
  const { doc } = connection;
  const [store] = useState(() => new AgendaStore(doc));
  const { rows, canUndo, canRedo } = useSyncExternalStore(store.subscribe, store.state, store.state);
  const canWrite = mayWrite && !locked;
  const { startsAt, endsAt } = useAgendaTimes();
  const announce = useAnnounce();
  const { carets, setCaret } = useRowCarets(connection);
  const [wanted, setWanted] = useState<string>();

  const starts = startsOf(rows);
  const total = rows.reduce((sum, { minutes }) => sum + minutes, 0);

  function add(after?: string) {
    const id = addRow(doc, { after });
    if (id) setWanted(id);
    else announce(`An agenda has at most ${mostRows} rows.`);
  }

  function move(row: AgendaRow, to: number) {
    moveRow(doc, row.id, to);
    announce(`${nameOf(row)} is now number ${Math.min(to, rows.length - 1) + 1} of ${rows.length}.`);
  }

  function remove(row: AgendaRow, index: number) {
    removeRow(doc, row.id);
    announce(`${nameOf(row)} was removed. Undo brings it back.`);
    setWanted((rows[index + 1] ?? rows[index - 1])?.id);
  }

  return (
    <div className={styles.agenda}>
      <OrderedRows
        label={name}
        rows={rows}
        rowKey={({ id }) => id}
        rowLabel={nameOf}
        isDisabled={!canWrite}
        emptyWords="Nothing planned yet. Begin with what people come for."
        onMove={(id, to) => {
          const row = rows.find((one) => one.id === id);
          if (row) move(row, to);
        }}
        renderRow={(row, index, handle) => (
          <div className={styles.row} data-row={row.id} data-caret={carets.get(row.id) ? "" : undefined} title={carets.get(row.id)}>
            <span className={styles.handle}>{handle}</span>
            <span className={styles.start}>{clockAfter(startsAt, starts[index] ?? 0)}</span>
            <label className={styles.minutes}>
              <input
                type="number"
                inputMode="numeric"
                min={0}
                max={600}
                aria-label={`Minutes for ${nameOf(row)}`}
                value={row.minutes}
                readOnly={!canWrite}
                onFocus={() => setCaret(row.id)}
                onChange={(event) => setMinutes(doc, row.id, event.currentTarget.valueAsNumber || 0)}
              />
              <span aria-hidden="true">min</span>
            </label>
            <AgendaCell cell="what" label={`What, row ${index + 1}`} placeholder="What" isWanted={wanted === row.id} value={row.what} isReadOnly={!canWrite} onFocus={() => setCaret(row.id)} onWrite={(words) => setWords(doc, row.id, "what", words)} onEnter={() => add(row.id)} />
            <AgendaCell cell="who" label={`Who, row ${index + 1}`} placeholder="Who" isWanted={false} value={row.who} isReadOnly={!canWrite} onFocus={() => setCaret(row.id)} onWrite={(words) => setWords(doc, row.id, "who", words)} onEnter={() => add(row.id)} />
            {canWrite ? (
              <span className={styles.tools}>
                <IconButton label={`Move ${nameOf(row)} up`} icon={<ArrowUp />} isDisabled={index === 0} onPress={() => move(row, index - 1)} />
                <IconButton label={`Move ${nameOf(row)} down`} icon={<ArrowDown />} isDisabled={index === rows.length - 1} onPress={() => move(row, index + 1)} />
                <IconButton label={`Remove ${nameOf(row)}`} icon={<Trash2 />} onPress={() => remove(row, index)} />
              </span>
            ) : null}
          </div>
        )}
      />
      <div className={styles.foot}>
        {canWrite ? (
          <span className={styles.adding}>
            <Button onPress={() => add()} isDisabled={rows.length >= mostRows}>
              <Plus aria-hidden="true" /> Add a row
            </Button>
            <IconButton label="Undo" icon={<Undo2 />} isDisabled={!canUndo} onPress={() => store.undo()} />
            <IconButton label="Redo" icon={<Redo2 />} isDisabled={!canRedo} onPress={() => store.redo()} />
          </span>
        ) : null}
        <p className={styles.total} data-over={totalWords(total, startsAt, endsAt).isOver ? "" : undefined}>
          {totalWords(total, startsAt, endsAt).words}
        </p>
      </div>
    </div>
  );
}

const nameOf = ({ what }: AgendaRow) => what.trim().split("\n")[0]?.slice(0, 60) || "this row";
