import { withdrawConsent } from "~/features/case-notes/commands.server";
import { withActor } from "~/shared/actor.server";
import type { Cast, Member } from "../../support/cast";
import type { TestDatabase } from "../../support/database";
import { agrees, noteBy, personOf } from "../../support/factories";
import { Line, tokenOf, type Place } from "./line";
import { asks } from "./pages";
import { silently } from "./silence";
import { subjectOf, Watcher } from "./watcher";

type World = { data: TestDatabase; cast: Cast; place: Place };

/**
 * One person supported, with everybody around them: a link worker who writes, the advice centre that reads along
 * throughout, and the food hub, which is shut out again and again. Ten sockets: five on words, five on notices.
 */
export class Lane {
  clientId = "";
  documentId = "";
  notePath = "";
  /** Nobody types here for a while: only the server's own looking again can notice a lost NOTIFY. */
  quiet = false;
  hub!: Member;
  private holder!: Member;
  private writer!: Line;
  reader!: Line;
  private staying: Watcher[] = [];
  private minted = 0;

  private constructor(private readonly world: World) {}

  static async begin(world: World, name: string): Promise<Lane> {
    const lane = new Lane(world);
    const { cast, place } = world;
    const { harbour, foodHub, advice } = cast.organisations;
    const member = async (...who: Parameters<Cast["another"]>) => {
      const one = await cast.another(...who);
      return { ...one, cookie: one.cookie.replace(/^[^=]+/, place.cookieName) };
    };
    const adviser = await member(`Adviser ${name}`, advice, "worker");
    lane.holder = await member(`Holder ${name}`, harbour, "link_worker");
    lane.hub = await member(`Hub ${name}`, foodHub, "worker");
    await lane.prepare(advice, foodHub);
    // A first look, so that what is measured later is a withdrawal and not the opening of a page for the first time.
    await asks(place, `${lane.notePath}.data`, lane.hub.cookie);
    lane.writer = await Line.letIn(place, lane.documentId, lane.holder.cookie);
    lane.reader = await Line.letIn(place, lane.documentId, adviser.cookie);
    lane.staying = await Promise.all([adviser, adviser, lane.holder].map(({ cookie }) => Watcher.letIn(place, cookie, lane.topic)));
    const watching = await Promise.all(lane.staying.map((watcher) => watcher.watch()));
    if (watching.includes(false)) throw new Error("Somebody who may watch was not let in.");
    return lane;
  }

  private async prepare(advice: string, foodHub: string): Promise<void> {
    const { db } = this.world.data;
    this.clientId = await personOf(db, this.holder);
    await agrees(db, this.holder, this.clientId, [advice, foodHub].map((one) => ({ with: one, classes: ["shared_plan"] })));
    const note = await noteBy(db, this.holder, this.clientId, ["shared_plan"]);
    this.documentId = note.documentOf("shared_plan");
    this.notePath = `/people/${this.clientId}/notes/${note.noteId}`;
  }

  get topic(): string {
    return `client:${this.clientId}`;
  }

  /** The number the next canary will have. */
  get next(): number {
    return this.minted + 1;
  }

  /** A canary in the words of the note. @returns its number */
  say(): number {
    this.writer.say(tokenOf(++this.minted));
    return this.minted;
  }

  /** A canary in a notice, sent as the activity's own trigger sends one. @returns its number */
  async notify(): Promise<number> {
    const number = ++this.minted;
    const notice = { kind: "step.added", client: this.clientId, subject: subjectOf(number), subjectKind: "step", organisation: null, account: null, at: `${Date.now()}000` };
    await this.world.data.pool`select pg_notify('notice', ${JSON.stringify(notice)})`;
    return number;
  }

  /** Those who were never shut out hear everything. */
  async heardByThoseWhoStay(words: number, notice: number): Promise<void> {
    if (!(await this.reader.hears(words))) throw new Error(`The adviser's socket closed with ${this.reader.code}.`);
    await Promise.all(this.staying.map((watcher) => watcher.hears(notice)));
  }

  /** The person agrees again that the food hub writes along. */
  async shares(): Promise<void> {
    await agrees(this.world.data.db, this.holder, this.clientId, [{ with: this.world.cast.organisations.foodHub, classes: ["shared_plan"] }]);
  }

  /** The person says stop. @returns the moment just before COMMIT was sent */
  async stops(notifyIsLost: boolean): Promise<number> {
    let committing = 0;
    await withActor(this.world.data.db, this.holder, async (trx) => {
      if (notifyIsLost) await silently(trx);
      await withdrawConsent(trx, this.holder, this.clientId, { saidAt: new Date(), how: "voice", words: "No more.", stop: { organisations: [this.world.cast.organisations.foodHub] } });
      committing = performance.now();
    });
    return committing;
  }

  /** Sockets of the food hub that come and go: three on words, two on notices. */
  hubLines(): Promise<Line[]> {
    return Promise.all([0, 1, 2].map(() => Line.letIn(this.world.place, this.documentId, this.hub.cookie)));
  }
  hubWatchers(): Promise<Watcher[]> {
    return Promise.all([0, 1].map(() => Watcher.letIn(this.world.place, this.hub.cookie, this.topic)));
  }

  end(): void {
    for (const one of [this.writer, this.reader, ...this.staying]) one.close();
  }
}
