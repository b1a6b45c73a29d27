/** The paths of app/routes.ts, read as text: the bench is a package of its own and builds nothing of ours. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

export function readManifest(root) {
  const text = readFileSync(join(root, "app/routes.ts"), "utf8");
  const paths = [];
  // Where each nested list began, and the path it lies under.
  const above = [""];
  for (const line of text.split("\n")) {
    const [, path, rest] = /^\s*route\("([^"]+)",\s*"[^"]+"(.*)$/.exec(line) ?? [];
    if (path !== undefined) {
      const full = `${above.at(-1)}/${path}`;
      paths.push(full);
      if (/\[\s*$/.test(rest)) above.push(full);
    } else if (/^\s*layout\(.*\[\s*$/.test(line)) above.push(above.at(-1));
    else if (/^\s*\]\),?\s*$/.test(line)) above.pop();
    else if (/^\s*index\(/.test(line) && above.at(-1) === "") paths.push("/");
  }
  return [...new Set(paths)];
}
