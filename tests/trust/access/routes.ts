import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "~/shared/root.server";
import type { RouteConfigEntry } from "@react-router/dev/routes";

export type RouteFile = { path: string; file: string; takesPost: boolean; hasLoader: boolean; isPage: boolean };

/** The manifest: every URL of app/routes.ts with the file that answers it. */
export async function routeManifest(): Promise<RouteFile[]> {
  const config: unknown = (await import("../../../app/routes")).default;
  return flattened((await config) as RouteConfigEntry[], "");
}

function flattened(entries: RouteConfigEntry[], above: string): RouteFile[] {
  return entries.flatMap((entry) => {
    const here = entry.path === undefined ? above : `${above}/${entry.path}`;
    const children = flattened(entry.children ?? [], here);
    // A layout is answered for by its pages; a page with an index below it is answered for by that.
    const isLayout = entry.path === undefined && !entry.index;
    return isLayout || children.some((child) => child.path === here) ? children : [described(here || "/", entry.file), ...children];
  });
}

function described(url: string, file: string): RouteFile {
  const text = readFileSync(path.join(root, "app", file), "utf8");
  const exports = (name: string) => new RegExp(`export (async )?(function|const) ${name}\\b|export \\{[^}]*\\b${name}\\b`).test(text);
  return { path: url, file, takesPost: exports("action"), hasLoader: exports("loader"), isPage: /export default/.test(text) };
}
