import { longRun, randomFrom } from "../../support/size";
import { opens, verbs, type Verb } from "./ask";
import { fulfils, layoutPolicies, relations, roles, routePolicies, standing, type PageTransport, type Relation, type Role } from "./policy";
import type { RouteFile } from "./routes";

/** One question of the matrix: who asks for what, by which verb, about whom. */
export type Cell = {
  route: RouteFile;
  verb: Verb;
  /** A branch of the page, by its query. */
  query: string;
  role: Role;
  relation: Relation;
  allowed: boolean;
  /** What an allowed answer writes down, each once; undefined where the page is about nobody. */
  looks: readonly string[] | undefined;
  /** The page names people: whether this one is among them, and how that is written down. */
  names: { how: string; seen: boolean } | undefined;
};

/** Layouts that keep a door for their pages, each of which must keep its own when it is asked alone. */
const guardedAlone = /routes\/diary\.events\.\$eventId\.tsx$/;
export const isAboutPeople = (url: string) => /:(clientId|grantId)/.test(url);

/** Every cell of a route: verb × branch × role × relation. */
export function cellsOf(route: RouteFile): Cell[] {
  const policy = routePolicies[route.path];
  if (!policy || policy.apart) return [];
  const layouts = route.around.filter((file) => (layoutPolicies[file]?.(standing("aileen", "live")).length ?? 0) > 0 || guardedAlone.test(file));
  return verbs.filter((verb) => asked(route, verb, layouts)).flatMap((verb) => {
    const need = opens(verb) ? policy.get : policy.post;
    if (need === undefined) return [];
    const branches: { query: string; own: typeof policy.looks }[] = [{ query: policy.names?.query ?? "", own: policy.looks }, ...Object.entries(opens(verb) ? (policy.also ?? {}) : {}).map(([query, own]) => ({ query, own }))];
    const about = isAboutPeople(route.path) || policy.names ? relations : (["none"] as const);
    return branches.flatMap(({ query, own }) =>
      about.flatMap((relation) =>
        roles.map((role): Cell => {
          const stands = standing(role, relation);
          const around = verb === "part data" ? [] : route.around.flatMap((file) => layoutPolicies[file]?.(stands) ?? []);
          const looks = isAboutPeople(route.path) && opens(verb) ? (policy.unlogged ? [] : [...around, ...(own?.(stands) ?? [])]) : undefined;
          return { route, verb, query, role, relation, allowed: fulfils(need, role, relation), looks, names: policy.names && query === policy.names.query ? { how: policy.names.how, seen: fulfils("sees", role, relation) } : undefined };
        }),
      ),
    );
  });
}

/** Which of the twelve ways a cell tries. */
export function transportOf({ route, verb, names, looks }: Cell): PageTransport {
  if (names) return "search and count";
  if (looks?.some((look) => look.endsWith(" print"))) return "export and print";
  if (!route.isPage) return "resource route";
  if (opens(verb)) return verb.endsWith("data") ? ".data loader" : "document loader";
  return verb.endsWith("data") ? ".data action" : "action";
}

function asked(route: RouteFile, verb: Verb, layouts: string[]): boolean {
  if (verb === "form by another method") return isAboutPeople(route.path);
  if (verb === "part data") return route.isPage && layouts.length > 0;
  return !verb.endsWith("data") || route.isPage;
}

/**
 * All of them in the long size. In the short one a sample by seed in which every route and verb meets every
 * role and every relation, each role each relation, and each its yes and its no.
 */
export function sampled(cells: Cell[], seed: number): Cell[] {
  if (longRun) return cells;
  const random = randomFrom(seed);
  const met = new Set<string>();
  const shuffled = cells.map((cell) => ({ cell, at: random.next() })).toSorted((one, other) => one.at - other.at);
  return shuffled.flatMap(({ cell }) => {
    const { route, verb, query, role, relation, allowed } = cell;
    const what = `${route.path} ${query}`;
    const pairs = [`${what} ${role}`, `${route.path} ${verb} ${role}`, `${what} ${verb} ${relation}`, `${role} ${relation} ${verb}`, `${what} ${verb} ${allowed}`];
    const news = pairs.filter((pair) => !met.has(pair));
    for (const pair of news) met.add(pair);
    return news.length > 0 ? [cell] : [];
  });
}

/** Denials first, so that nothing an allowed post does can explain one; what changes something comes last. */
export function inTurns(cells: Cell[]): [Cell[], Cell[], Cell[]] {
  const turn = ({ allowed, verb, route }: Cell) => (!allowed || opens(verb) ? 0 : routePolicies[route.path]?.changes ? 2 : 1);
  const last = cells.filter((cell) => turn(cell) === 2 && cell.verb !== "form by another method");
  // What can be done once is done by the one with the least right to it.
  const once = last
    .toSorted((one, other) => Number(standing(one.role, one.relation).holds) - Number(standing(other.role, other.relation).holds))
    .filter((cell, index, all) => routePolicies[cell.route.path]?.changes === "each" || all.findIndex((one) => one.route === cell.route && one.relation === cell.relation) === index);
  return [cells.filter((cell) => turn(cell) === 0), cells.filter((cell) => turn(cell) === 1), once];
}
