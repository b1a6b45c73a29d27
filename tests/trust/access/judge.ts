import { randomUUID } from "node:crypto";
import type { Stage } from "../../support/stage";
import { ask, bare, fill, opens, type Answer } from "./ask";
import { isAboutPeople, type Cell } from "./cells";
import { fulfils, relations, roles, routePolicies, standing, type Relation, type Role } from "./policy";
import type { DiaryScene } from "./diary";
import type { LeavingScene } from "./leaving";
import type { TiesScene } from "./ties";
import { routeId } from "./routes";
import type { Scene } from "./scene";

export const cookieOf = (scene: Scene, role: Role) => (role === "nobody" ? undefined : scene.members[role].cookie);

type Params = Record<string, string>;
const madeUp = (): Params => Object.fromEntries(["organisationId", "postId", "importId", "documentId", "unknown", "clientId", "noteId", "sectionId", "eventId", "grantId", "gapId", "askId", "dayId", "bookingId", "learningEventId", "seriesId", "wishId", "jobId", "failedJob", "token", "secret", "feed", "handoverId", "itemId", "coverId", "accountId", "tieId", "introductionId", "decisionId"].map((name) => [name, randomUUID()]));
/** Parts of an address that elsewhere mean something else. */
const meantBy = (path: string, { learningEventId = "", feed = "" }: Params): Params => (path.startsWith("/diary/events/") ? { eventId: learningEventId } : path.startsWith("/calendar/") ? { secret: feed } : {});
const seesNobody = (role: Role) => relations.every((relation) => standing(role, relation).read.length === 0);

/**
 * Asks cells and says what is wrong with each answer; nothing is the promise. Cells of one role are asked one
 * after another, so that the looks each wrote can be told from those of the others.
 */
export class Judge {
  readonly faults: string[] = [];
  private readonly nowhere = new Map<string, Promise<string>>();
  /** The last look of each account that was accounted for, in microseconds. */
  private readonly lookedUntil = new Map<Role, string>();

  constructor(
    private readonly set: Stage,
    private readonly scene: Scene,
    private readonly diary: DiaryScene & TiesScene & LeavingScene & { decisionId: string },
  ) {}

  async judge(cell: Cell): Promise<void> {
    const { route, verb, query, role, relation, allowed } = cell;
    const title = `${role} × ${relation} × ${verb} ${route.path}${query}`;
    const fault = (sentence: string) => void this.faults.push(`${title}: ${sentence}`);
    if (!this.lookedUntil.has(role)) await this.newLooks(role);
    const params = this.paramsOf(relation);
    const answer = await this.ask(cell, params);
    if (answer.status >= 500 || answer.status === 429) fault(String(answer.status));
    if (!route.path.includes(":")) this.judgeOpenly(cell, answer, fault);
    else await this.judgeHidden(cell, params, answer, fault);
    if (cell.names) await this.judgeNames(cell, params, answer, fault);
    if (!allowed && answer.body.includes(`Person ${relation}`)) fault("the name leaked");
    const looks = await this.newLooks(role);
    if (new Set(looks.map(({ line }) => line)).size < looks.length) fault(`the same look twice: ${looks.map(({ what }) => what)}`);
    const expected = cell.names ? undefined : allowed && answer.status < 300 ? cell.looks : isAboutPeople(route.path) && !allowed ? [] : undefined;
    const written = looks.map(({ clientId, what }) => (clientId === params.clientId ? what : `${what} of somebody else`)).toSorted();
    if (expected && written.join(", ") !== [...expected].toSorted().join(", ")) fault(`looks written: ${written.join(", ") || "none"}; should be ${expected.join(", ") || "none"}`);
    if (cell.names && opens(verb)) {
      const ofThem = looks.filter(({ clientId }) => clientId === params.clientId).map(({ what }) => what);
      if (ofThem.join() !== (cell.names.seen ? cell.names.how : "")) fault(`looks written: ${ofThem.join() || "none"}`);
    }
  }

  /** Pages without an id: let in, or shown the way to sign in, or told there is nothing. */
  private judgeOpenly({ route, role, relation, allowed }: Cell, answer: Answer, fault: (sentence: string) => void) {
    const refused = answer.status === 404 || answer.status === 401 || /\/sign-in/.test(answer.location) || /\/sign-in\?then/.test(answer.body) || (answer.status === 202 && /sign-in/.test(answer.body));
    if (refused === allowed) fault(`${allowed ? "refused" : "let in"} (${answer.status} ${answer.location})`);
    const { hides } = routePolicies[route.path] ?? {};
    if (hides && !fulfils(hides.need, role, relation) && hides.words.test(answer.body)) fault("shows what it should hide");
  }

  /** Pages of something: who may not is told exactly what is told of something that is not there. */
  private async judgeHidden(cell: Cell, params: Params, answer: Answer, fault: (sentence: string) => void) {
    const { route, verb, query, role, allowed } = cell;
    const key = `${route.path} ${query} ${verb} ${role}`;
    if (!this.nowhere.has(key)) this.nowhere.set(key, this.ask(cell, madeUp()).then(bare));
    const same = bare(answer) === (await this.nowhere.get(key));
    // Whoever may not see the living is denied both alike; whoever may is asked.
    if (allowed && /:(gapId|askId)/.test(route.path) && bare(await this.ask(cell, { ...params, ...this.scene.gone })) !== (await this.nowhere.get(key))) fault("what was taken down differs from what is not there");
    if (!allowed && !same) fault(`differs from what is not there (${answer.status})`);
    if (allowed && opens(verb) && (same && verb !== "head" || answer.status >= 400)) fault(`refused (${answer.status})`);
    if (allowed && !opens(verb) && answer.status === 404) fault("refused (404)");
    if (allowed && verb.startsWith("form") && verb !== "form by another method" && answer.status === 405) fault("takes no post there");
  }

  /** Lists and searches: the person is among them for those who see them, and for nobody else. */
  private async judgeNames(cell: Cell, params: Params, answer: Answer, fault: (sentence: string) => void) {
    if (!cell.allowed || cell.verb === "head") return;
    const shown = answer.body.includes(params.clientId ?? "");
    if (shown !== cell.names?.seen) fault(shown ? "named" : "not named");
    if (!seesNobody(cell.role)) return;
    const key = `${cell.route.path} ${cell.verb} ${cell.role}`;
    const without = (text: string) => text.replaceAll(/Person(\+|%20| )[A-Za-z]+/g, "NAME");
    if (!this.nowhere.has(key)) this.nowhere.set(key, this.ask(cell, { ...params, relation: "Notatall" }).then(bare).then(without));
    if (without(bare(answer)) !== (await this.nowhere.get(key))) fault("differs from a name nobody has");
  }

  private ask({ route, verb, query, role }: Cell, params: Params): Promise<Answer> {
    const form = Object.entries(routePolicies[route.path]?.form ?? {}).map(([name, value]) => [name, fill(value, params)] as const);
    return ask(this.set.server.baseUrl, { verb, path: fill(`${route.path}${query || (route.isIndex && route.takesPost && !opens(verb) ? "?index" : "")}`, { ...params, ...meantBy(route.path, params) }), cookie: cookieOf(this.scene, role), form: Object.fromEntries(form), part: routeId(route.file), turn: roles.indexOf(role) });
  }

  private paramsOf(relation: Relation): Params {
    const { clientId, note, eventId, grantId } = this.scene.subjects[relation];
    const { organisations, posts } = this.set.cast;
    return { clientId, relation, noteId: note.noteId, sectionId: note.sectionOf("shared_plan"), documentId: note.documentOf("shared_plan"), eventId, grantId, unknown: randomUUID(), organisationId: organisations.foodHub, postId: posts.bashir, importId: randomUUID(), gapId: this.scene.gapId, askId: this.scene.askId, dayId: this.scene.dayId, bookingId: this.scene.bookingId, ...this.diary };
  }

  /** Looks of a role's account that were not yet accounted for. */
  private async newLooks(role: Role): Promise<{ clientId: string; what: string; line: string }[]> {
    if (role === "nobody") return [];
    const rows = await this.set.data.admin`select client_id, what, how, subject_id, app.microseconds(at) as micros from view
      where account_id = ${this.scene.members[role].accountId} and at > timestamptz 'epoch' + ${this.lookedUntil.get(role) ?? "0"}::bigint * interval '1 microsecond' order by at`;
    this.lookedUntil.set(role, String(rows.at(-1)?.micros ?? this.lookedUntil.get(role) ?? "0"));
    return rows.map((row) => ({ clientId: String(row.client_id), what: row.how === "page" ? String(row.what) : `${row.what} ${row.how}`, line: `${row.client_id} ${row.what} ${row.how} ${row.subject_id}` }));
  }
}
