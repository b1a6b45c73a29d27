import type postgres from "postgres";
import { activityKinds, type ActivityKind } from "~/shared/activity";
import type { Notice } from "~/shared/realtime";

type Heard = {
  kind: ActivityKind;
  client: string | null;
  subject: string | null;
  subjectKind: string;
  organisation: string | null;
  account: string | null;
  /** Microseconds since the epoch. */
  at: string;
};

export type Ended = { client?: string; account?: string; session?: string; post?: string };

/**
 * One listener per process. Committed activity becomes "look again" on its topics; an ended right goes to
 * whoever must close something. After a lost connection everything is asked again, since NOTIFY does not replay.
 */
export async function listen(
  pool: postgres.Sql,
  hear: { notice(notice: Notice): void; ended(ended: Ended): void; again(): void },
): Promise<() => Promise<void>> {
  let first = true;
  const onConnect = () => {
    if (!first) hear.again();
    first = false;
  };
  const notices = await pool.listen("notice", (text) => {
    for (const notice of noticesOf(JSON.parse(text) as Heard)) hear.notice(notice);
  }, onConnect);
  const ends = await pool.listen("ended", (text) => hear.ended(JSON.parse(text) as Ended));
  return async () => {
    await Promise.all([notices.unlisten(), ends.unlisten()]);
  };
}

/** Topics of one thing, by its id. */
const withIds = new Set(["client", "account", "gap", "event", "tie", "handover", "charter", "decision"]);

/** The topics that hear of an act. Topics of a person, an account, a gap, an event, a tie and the like carry its id. */
export function noticesOf(heard: Heard): Notice[] {
  const topics: readonly string[] = activityKinds[heard.kind] ?? [];
  const ids = {
    ...(heard.client ? { client: heard.client } : {}),
    ...(heard.subject ? { subject: heard.subject } : {}),
    // Whose organisation books, asks or answers is for the two sides of a shadow day, what is written inside a tie for its own, and a charter for those it binds.
    ...(heard.organisation && !/^(shadow\.|charter\.|tie\.(contact|agreement)$)/.test(heard.kind) ? { organisation: heard.organisation } : {}),
  };
  return topics.flatMap((name) => {
    const id = idIn(name, heard);
    const topic = withIds.has(name) ? id && `${name}:${id}` : name;
    return topic ? [{ topic, kind: heard.kind, ids, at: heard.at }] : [];
  });
}

function idIn(name: string, { client, account, subject, subjectKind }: Heard): string | null {
  if (name === "client") return client;
  if (name === "account") return account;
  return name === subjectKind ? subject : null;
}
