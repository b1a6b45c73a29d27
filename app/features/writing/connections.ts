import { answerEnd } from "./end-words";
import { WordsConnection } from "./provider";
import { answerUnsaved } from "./unsaved-warning";

/** Words that could not be sent wait this long after their page was left, in this tab's memory. */
const lingerFor = 10 * 60_000;

type Held = { connection: WordsConnection; accountId: string; holders: number; letGo: () => void };

/** The live texts of this tab. A page that is covered or left while words are on their way does not lose them. */
const held = new Map<string, Held>();

/** The connection of a text for one account: the one that still waits to be saved, or a new one. */
export function takeConnection(documentId: string, accountId: string): WordsConnection {
  forgetOthers(accountId);
  const before = held.get(documentId);
  if (before && !before.connection.over) {
    before.holders += 1;
    before.letGo();
    before.connection.stepForward();
    return before.connection;
  }
  const url = `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/sync`;
  const connection = new WordsConnection({ url, documentId, accountId });
  held.set(documentId, { connection, accountId, holders: 1, letGo: () => {} });
  return connection;
}

/** Gives it back: gone at once when all is saved, otherwise as soon as it is. */
export function giveBack(documentId: string, connection: WordsConnection): void {
  const entry = held.get(documentId);
  if (!entry || entry.connection !== connection) return connection.destroy();
  entry.holders -= 1;
  if (entry.holders > 0) return;
  connection.stepBack();
  const close = () => {
    entry.letGo();
    held.delete(documentId);
    connection.destroy();
  };
  const look = () => {
    if (!connection.unsaved || connection.over) close();
  };
  const unsubscribe = connection.subscribe(look);
  const soon = setTimeout(look, 0);
  const late = setTimeout(close, lingerFor);
  entry.letGo = () => {
    unsubscribe();
    clearTimeout(soon);
    clearTimeout(late);
    entry.letGo = () => {};
  };
}

answerEnd((documentId) => held.get(documentId)?.connection.end());
answerUnsaved(() => [...held.values()].some((entry) => entry.connection.unsaved && !entry.connection.over));

/** Someone else signed in here: nothing of the last person stays. */
function forgetOthers(accountId: string): void {
  for (const [documentId, entry] of held) {
    if (entry.accountId === accountId) continue;
    entry.letGo();
    entry.connection.destroy();
    held.delete(documentId);
  }
}
