import { existsSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";

/** The project's top folder, found from wherever this module was bundled to. */
export const root = climb(path.dirname(fileURLToPath(import.meta.url)));

function climb(folder: string): string {
  if (existsSync(path.join(folder, "remix.config.js"))) return folder;
  const above = path.dirname(folder);
  if (above === folder) return process.cwd();
  return climb(above);
}
