import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";

export type SourceFile = { path: string; text: string };
export type Import = { from: string; to: string; typeOnly: boolean };

/** Every source file of the project below the given folders, with `/` in its path on every system. */
export function sourceFiles(root: string, folders: string[]): SourceFile[] {
  return folders.flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && /\.(ts|tsx|js)$/.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name))
      .map((file) => ({ path: path.relative(root, file).replaceAll("\\", "/"), text: readFileSync(file, "utf8") })),
  );
}

const statement = /(?:^|\n)\s*(import|export)\s+(type\s+)?([^;"']*?\sfrom\s+)?["']([^"'\n]+)["']|import\(\s*(?:\/\*.*?\*\/\s*)?["']([^"'\n]+)["']\s*\)/g;

/** The project's own modules a file imports, by path from the top; packages are left out. */
export function importsOf(file: SourceFile): Import[] {
  return statementsOf(file).flatMap(({ specifier, ...rest }) => {
    const to = resolved(file.path, specifier);
    return to ? [{ ...rest, to }] : [];
  });
}

/** The packages a file imports, as it names them ("linkedom", "@observablehq/plot"). */
export function packagesOf(file: SourceFile): Import[] {
  return statementsOf(file).flatMap(({ specifier, ...rest }) => (resolved(file.path, specifier) ? [] : [{ ...rest, to: specifier }]));
}

function statementsOf({ path: from, text }: SourceFile) {
  return [...text.matchAll(statement)].map((match) => {
    const [, , typeWord, names = "", plain, dynamic] = match;
    const onlyTypes = /^\{(\s*type\s[^,}]+,?)+\s*\}\s*from\s*$/.test(names.trim() + " ");
    return { from, specifier: plain ?? dynamic ?? "", typeOnly: Boolean(typeWord) || onlyTypes };
  });
}

function resolved(from: string, specifier: string): string | undefined {
  const aliases: Record<string, string> = { "~/": "app/", "~db/": "db/", "~server/": "server/" };
  for (const [alias, folder] of Object.entries(aliases)) if (specifier.startsWith(alias)) return folder + specifier.slice(alias.length);
  if (specifier.startsWith(".")) return path.posix.normalize(path.posix.join(path.posix.dirname(from), specifier));
  return undefined;
}
