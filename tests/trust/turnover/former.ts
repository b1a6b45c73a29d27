import { makeFeed } from "~/features/diary/calendar/feeds.server";
import { sendCode, tryCode } from "~/features/people/codes.server";
import { actsInNetwork } from "~/shared/actor";
import type { Member } from "../../support/cast";
import { longRun } from "../../support/size";
import { pause } from "../../support/wait";
import { comesBack, Line, type Place } from "../withdrawals/line";
import { asks } from "../withdrawals/pages";
import { Watcher } from "../withdrawals/watcher";
import type { Sitting, Town } from "./town";

/** How long what is over may stay open before it counts as open, in milliseconds; a busy machine is given its time. */
const patience = 60_000;

/** Words that only somebody who is here may read. */
export async function secretsOf(town: Town): Promise<string[]> {
  const rows = await town.data.admin<{ it: string }[]>`
    select name as it from organisation where kind <> 'network' union select name from client union select sentence from gap union select title from learning_event union select purpose from tie where purpose <> ''
    union select question from ask union select line from tie_contact where char_length(line) > 12`;
  // As they stand in a page and in its data alike.
  return rows.map(({ it }) => it).filter((it) => it.length > 6 && !/['"&<>’]/.test(it));
}

const placeOf = ({ server }: Town): Place => ({ baseUrl: server.baseUrl, cookieName: "thread" });

/** Somebody with everything open at once: pages, their data, a topic, live words, two calendars, and a code in their letters. */
export class Open {
  private constructor(
    private readonly town: Town,
    private readonly who: Sitting,
    private readonly member: Member,
    private readonly secrets: readonly string[],
    private readonly paths: readonly string[],
    private readonly watcher: Watcher,
    private readonly topic: string,
    private readonly line: Line | undefined,
    private readonly documentId: string | undefined,
    private readonly feeds: readonly string[],
  ) {}

  /** @throws naming what did not open, since an end of what never was proves nothing */
  static async of(town: Town, who: Sitting, secrets: readonly string[]): Promise<Open> {
    const member = await town.member(who.accountId);
    const place = placeOf(town);
    const acts = actsInNetwork(member);
    const [tie] = await town.data.admin<{ id: string; documentId: string }[]>`
      select t.id, d.id as "documentId" from tie t join document d on d.tie_id = t.id where t.state = 'held' and ${who.organisationId} in (t.one_id, t.other_id) order by t.id limit 1`;
    const [person] = await town.data.admin<{ id: string }[]>`select k.client_id as id from caseload k where k.post_id = ${who.postId} and k.valid_until is null order by 1 limit 1`;
    const topic = acts && tie ? `tie:${tie.id}` : "directory";
    const documentId = acts ? tie?.documentId : undefined;
    const [watcher, line, feeds] = await Promise.all([
      Watcher.letIn(place, member.cookie, topic),
      documentId === undefined ? undefined : Line.letIn(place, documentId, member.cookie),
      acts ? town.as(member, async (trx) => [await makeFeed(trx, member, "mine"), await makeFeed(trx, member, "network")]) : [],
      sendCode(town.data.db, who.email),
    ]);
    const paths = ["/today", "/directory", `/directory/organisations/${who.organisationId}`, "/directory/ties", ...(tie ? [`/directory/ties/${tie.id}`] : []), "/directory/map", "/team", "/people", ...(person ? [`/people/${person.id}`] : []), "/gaps", "/gaps/asks", "/diary", "/diary/events", "/diary/log", "/inbox", "/me", "/search?q=the"];
    const open = new Open(town, who, member, secrets, paths, watcher, topic, line, documentId, feeds.map((secret) => `/calendar/${secret}.ics`));
    const [watches, read, calendars] = await Promise.all([watcher.watch(), open.reads(member.cookie, ["/directory", "/today"]), Promise.all(open.feeds.map((path) => asks(place, path, "")))]);
    if (!watches) throw new Error(`${who.title} may not watch ${topic}.`);
    if (read.length === 0 || calendars.some(({ status }) => status !== 200)) throw new Error(`${who.title} reads nothing to begin with.`);
    return open;
  }

  /** What still reaches them, by name: over what was open, with the old cookie, with their code, by their calendars. */
  async stillReaches(): Promise<{ asked: number; found: string[] }> {
    const gone = new Promise((resolve) => this.watcher.socket.once("disconnect", resolve));
    if (this.watcher.socket.connected) await Promise.race([this.watcher.told(), gone, pause(patience)]);
    await Promise.race([this.line?.ended, pause(patience)]);
    const found = (await Promise.all([this.reads(this.member.cookie, this.paths), this.watchesOn(), this.hearsOn(), this.subscribesOn(), this.signsInAgain()])).flat();
    this.watcher.close();
    this.line?.close();
    return { asked: this.paths.length * (longRun ? 2 : 1) + 3 + this.feeds.length, found: found.map((what) => `${this.who.name} (${this.who.title}): ${what}`) };
  }

  private async watchesOn(): Promise<string[]> {
    return this.watcher.socket.connected && (await this.watcher.watch().catch((error: unknown) => { if (this.watcher.socket.connected) throw error; return false; })) ? [`the topic ${this.topic}`] : [];
  }

  private async hearsOn(): Promise<string[]> {
    if (!this.documentId) return [];
    if (this.line && this.line.code === undefined) return ["the live words that were open"];
    const back = await comesBack(placeOf(this.town), this.documentId, this.member.cookie);
    return back.code === 0 || back.heard ? ["live words"] : [];
  }

  private async subscribesOn(): Promise<string[]> {
    const answers = await Promise.all(this.feeds.map((path) => asks(placeOf(this.town), path, "")));
    return answers.filter(({ status }) => status === 200).map(() => "a calendar");
  }

  private async signsInAgain(): Promise<string[]> {
    const [letter] = await this.town.data.admin`select body from mail where to_address = ${this.who.email} and kind = 'sign_in_code' order by created_at desc limit 1`;
    const code = /\b\d{6}\b/.exec(String(letter?.["body"]))?.[0] ?? "";
    const signedIn = await tryCode(this.town.data.db, this.who.email, code);
    if (!("accountId" in signedIn)) return [];
    const { cookie } = await this.town.member(signedIn.accountId);
    return (await this.reads(cookie, this.paths.slice(0, longRun ? 20 : 5))).map((what) => `${what}, signed in again`);
  }

  /** Pages, and their data, that say a word of the network. */
  private async reads(cookie: string, paths: readonly string[]): Promise<string[]> {
    const place = placeOf(this.town);
    const found = await Promise.all(
      paths
        .flatMap((page, index) => {
          const data = page.includes("?") ? page.replace("?", ".data?") : `${page}.data`;
          // In the short size every other page, and of the others their data.
          if (longRun) return [page, data];
          return index % 2 === 0 ? [page] : [data];
        })
        .map(async (path) => {
          const { status, body } = await asks(place, path, cookie);
          const word = this.secrets.find((secret) => body.includes(secret));
          return word ? [`${path} answers ${status} and says "${word.slice(0, 60)}"`] : [];
        }),
    );
    return found.flat();
  }
}
