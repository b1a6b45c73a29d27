import { createContext, type RouterContextProvider } from "react-router";
import type { Database } from "~db/client";
import type { Config } from "./config";
import type { Actor } from "./actor";
import { AppError } from "./errors";

/** Plain text and page-ready HTML of a live document; HTML holds only the elements the editor knows. */
/** `rows` where it is an agenda. */
export type DocumentText = { documentId: string; html: string; text: string; rows: { minutes: number; what: string; who: string }[] };

/** What features may ask of live documents. Made once in server/, passed in the load context. */
export type Documents = {
  /** Reads stored words of documents the actor of `trx` may read now; others, and those without a word yet, are left out. Record the look yourself. */
  read(trx: Database, documentIds: string[]): Promise<Map<string, DocumentText>>;
  /** Turns log rows into the text at each of the chosen points, oldest first, in a worker. */
  replay(rows: { seq: number; data: Uint8Array }[], at: number[]): Promise<{ seq: number; html: string; text: string }[]>;
  /** Writes paragraphs of plain text at the end, through the gate, as the session's account. @throws not_found, ended */
  write(documentId: string, sessionId: string, paragraphs: string[]): Promise<void>;
  /** Makes the document read as it did at `seq`, by a new edit through the gate. @throws not_found, ended */
  rewind(documentId: string, sessionId: string, seq: number): Promise<void>;
  /** Reads Yjs update bytes as plain text (words set apart). */
  textOf(update: Uint8Array): Promise<string>;
};

/** Everything made once by the server and handed to loaders and actions. Feature modules keep no state. */
export type Services = {
  db: Database;
  config: Config;
  documents: Documents;
  /** Takes one from a bucket. @throws too_many with a kind sentence */
  limit(bucket: "sign_in" | "code" | "command" | "import" | "search" | "gap" | "feeds" | "feed" | "here" | "guest" | "diary", key: string): Promise<void>;
  /**
   * Reads what everybody who may ask for `key` may see alike, once for all who ask in the same moment; each gets what
   * was committed when they asked, or newer. It asks nobody who they are: judge each who asks to be acting staff by
   * their own request first, name everything the answer depends on in the key, and let a read whose reader has
   * meanwhile lost the right throw, since it answers others too.
   */
  together<T>(key: string, read: () => Promise<T>): Promise<T>;
  log: { info(entry: object, message?: string): void; warn(entry: object, message?: string): void; error(entry: object, message?: string): void };
};

export const servicesContext = createContext<Services>();
export const actorContext = createContext<Actor | undefined>(undefined);
/** Who signed in behind a covered page: they may take the cover off or sign out, and nothing else. */
export const coveredContext = createContext<Actor | undefined>(undefined);
/** The network address a request came from, for limits alone. */
export const addressContext = createContext<string>("");
export const nonceContext = createContext<string>("");

type Context = Readonly<RouterContextProvider>;

export function servicesOf(context: Context): Services {
  return context.get(servicesContext);
}

/** The signed-in person. @throws signed_out, which the edge turns into a way to sign in */
export function actorOf(context: Context): Actor {
  const actor = context.get(actorContext);
  if (!actor) throw new AppError("signed_out");
  return actor;
}
