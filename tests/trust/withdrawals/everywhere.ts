import { sendCode, tryCode } from "~/features/people/codes.server";
import { actorFor, type Member } from "../../support/cast";
import type { TestDatabase } from "../../support/database";
import { comesBack, Line, type Place } from "./line";
import { asks, highestIn } from "./pages";
import { Watcher } from "./watcher";

/** One person's note, as a colleague reaches it. */
export type Subject = { clientId: string; documentId: string; notePath: string };

/**
 * A colleague with everything open at once: the note's page and its data, its form, its live words, its notices, and
 * in their letters a code to sign in with. When their right ends, all of it must.
 */
export class Everywhere {
  private readonly line: Line;
  private readonly watcher: Watcher;
  /** When its notices ended, whether or not somebody waited for it. */
  private readonly gone: Promise<number>;
  private hasCode = false;

  private constructor(
    private readonly data: TestDatabase,
    private readonly place: Place,
    readonly member: Member,
    private readonly subject: Subject,
  ) {
    this.line = new Line(place, subject.documentId, member.cookie);
    this.watcher = new Watcher(place, member.cookie, `client:${subject.clientId}`);
    this.gone = new Promise((resolve) => this.watcher.socket.once("disconnect", () => resolve(performance.now())));
  }

  /**
   * On a machine with too much to do a socket may be cut as a stranger's before anybody is found behind it: then it asks
   * again, as a page does. @throws naming what did not open, since an end of what never was proves nothing
   */
  static async open(data: TestDatabase, place: Place, member: Member, subject: Subject, canary: number): Promise<Everywhere> {
    for (let tries = 1; ; tries += 1) {
      const one = new Everywhere(data, place, member, subject);
      if ((await one.watcher.isLetIn()) && (await one.line.opened()).code === undefined) return one.isOpen(canary);
      one.watcher.close();
      one.line.close();
      if (tries === 5) throw new Error(`${member.name} is not let in.`);
    }
  }

  private async isOpen(canary: number): Promise<this> {
    const { name, cookie } = this.member;
    const found = await this.reached(cookie);
    if (found.length < 3) throw new Error(`${name} reaches only ${found.join(", ")}.`);
    if (!(await this.line.hears(canary))) throw new Error(`${name}'s socket closed with ${this.line.code}.`);
    if (!(await this.watcher.watch().catch((error: unknown) => { if (this.watcher.socket.connected) throw error; return false; }))) throw new Error(`${name} may not watch.`);
    return this;
  }

  async asksForCode(): Promise<void> {
    await sendCode(this.data.db, this.member.email);
    this.hasCode = true;
  }

  /** From now on no canary of this number or above may reach them. */
  forbid(number: number): void {
    this.watcher.forbiddenFrom = number;
  }

  /** When both sockets had ended, or the topic was taken. */
  async dead(): Promise<number> {
    const [told] = await Promise.all([Promise.race([this.watcher.told(), this.gone]), this.line.ended]);
    return Math.max(told, this.line.endedAt);
  }

  /** What still reaches them, by name: with the old cookie, and with a new one if they sign in again. */
  async stillReaches(late: number): Promise<string[]> {
    const found = await this.reached(this.member.cookie);
    const code = this.hasCode ? await this.code() : "";
    const signedIn = code ? await tryCode(this.data.db, this.member.email, code) : { refused: "spent" };
    if ("accountId" in signedIn) found.push(...(await this.reached((await actorFor(this.data.db, signedIn.accountId)).cookie)).map((what) => `${what}, signed in again`));
    const back = await comesBack(this.place, this.subject.documentId, this.member.cookie);
    if (back.code === 0 || back.heard) found.push("live words, on return");
    if (this.watcher.socket.connected && (await this.watcher.watch().catch((error: unknown) => { if (this.watcher.socket.connected) throw error; return false; }))) found.push("the topic");
    if (this.line.highest >= late) found.push("a canary in live words");
    if (this.watcher.heardForbidden > 0) found.push("a canary in notices");
    this.watcher.close();
    return found;
  }

  /** Pages and forms that the old cookie still opens. */
  pagesReached(): Promise<string[]> {
    return this.reached(this.member.cookie);
  }

  private async reached(cookie: string): Promise<string[]> {
    const { notePath } = this.subject;
    const [page, pageData, form] = await Promise.all([
      asks(this.place, notePath, cookie),
      asks(this.place, `${notePath}.data`, cookie),
      asks(this.place, `${notePath}/acts.data`, cookie, { intent: "add-step", sectionClass: "shared_plan", words: "One more thing" }),
    ]);
    const found: string[] = [];
    if (page.status === 200 || highestIn(page) > 0) found.push("the page");
    if (pageData.status === 200 || highestIn(pageData) > 0) found.push("the page's data");
    if (form.status === 200) found.push("the form");
    return found;
  }

  private async code(): Promise<string> {
    const [letter] = await this.data.admin`select body from mail where to_address = ${this.member.email} and kind = 'sign_in_code' order by created_at desc limit 1`;
    return /\b\d{6}\b/.exec(String(letter?.body))?.[0] ?? "";
  }
}
