import type * as Y from "yjs";
import { type AgendaRow, rowsIn, undoOf, watchRows } from "./rows";

export type AgendaState = { rows: readonly AgendaRow[]; canUndo: boolean; canRedo: boolean };

/** An agenda as one tab sees it, for useSyncExternalStore: its rows, and what can be taken back here. */
export class AgendaStore {
  readonly #doc: Y.Doc;
  #state: AgendaState;
  #undo: Y.UndoManager | undefined;

  constructor(doc: Y.Doc) {
    this.#doc = doc;
    this.#state = { rows: rowsIn(doc), canUndo: false, canRedo: false };
  }

  readonly state = (): AgendaState => this.#state;

  readonly subscribe = (listener: () => void): (() => void) => {
    const undo = undoOf(this.#doc);
    this.#undo = undo;
    const look = () => {
      this.#state = { rows: rowsIn(this.#doc), canUndo: undo.canUndo(), canRedo: undo.canRedo() };
      listener();
    };
    const stop = watchRows(this.#doc, look);
    undo.on("stack-item-added", look);
    undo.on("stack-item-popped", look);
    look();
    return () => {
      stop();
      undo.destroy();
    };
  };

  undo(): void {
    this.#undo?.undo();
  }

  redo(): void {
    this.#undo?.redo();
  }
}
