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

/** The topics that hear of an act. Topics of a person and of an account carry their id. */
export function noticesOf(heard: Heard): Notice[] {
  const topics: readonly string[] = activityKinds[heard.kind] ?? [];
  const ids = {
    ...(heard.client ? { client: heard.client } : {}),
    ...(heard.subject ? { subject: heard.subject } : {}),
    ...(heard.organisation ? { organisation: heard.organisation } : {}),
  };
  return topics.flatMap((name) => {
    const topic = name === "client" ? heard.client && `client:${heard.client}` : name === "account" ? heard.account && `account:${heard.account}` : name;
    return topic ? [{ topic, kind: heard.kind, ids, at: heard.at }] : [];
  });
}
