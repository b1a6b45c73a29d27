import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "~/shared/root.server";
import type { RouteConfigEntry } from "@react-router/dev/routes";

export type RouteFile = {
  path: string;
  file: string;
  /** The layouts around it, outermost first. */
  around: string[];
  takesPost: boolean;
  hasLoader: boolean;
  isPage: boolean;
  /** It answers for the address of the layout around it, and takes its posts by `?index`. */
  isIndex: boolean;
};

/** The manifest: every URL of app/routes.ts with the file that answers it, and every layout around them. */
export async function routeManifest(): Promise<{ routes: RouteFile[]; layouts: string[] }> {
  const config: unknown = (await import("../../../app/routes")).default;
  const routes = flattened((await config) as RouteConfigEntry[], "", []);
  return { routes, layouts: [...new Set(routes.flatMap(({ around }) => around))] };
}

function flattened(entries: RouteConfigEntry[], above: string, around: string[]): RouteFile[] {
  return entries.flatMap((entry) => {
    const here = entry.path === undefined ? above : `${above}/${entry.path}`;
    const children = flattened(entry.children ?? [], here, [...around, entry.file]);
    // A layout is answered for by its pages; a page with an index below it is answered for by that.
    const isLayout = entry.path === undefined && !entry.index;
    return isLayout || children.some((child) => child.path === here) ? children : [{ ...described(here || "/", entry.file, around), isIndex: Boolean(entry.index) && above !== "" }, ...children];
  });
}

function described(url: string, file: string, around: string[]): Omit<RouteFile, "isIndex"> {
  const text = readFileSync(path.join(root, "app", file), "utf8");
  const exports = (name: string) => new RegExp(`export (async )?(function|const) ${name}\\b|export \\{[^}]*\\b${name}\\b`).test(text);
  return { path: url, file, around, takesPost: exports("action"), hasLoader: exports("loader"), isPage: /export default/.test(text) };
}

/** The id React Router gives the route of a file: what `_routes=` asks for alone. */
export const routeId = (file: string) => file.replace(/\.tsx?$/, "");
