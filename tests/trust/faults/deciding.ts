import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import ts from "typescript";
import { root } from "~/shared/root.server";

export type Deciding = { name: string; file: string; answersLater: boolean };

/** Where the product decides who may: policies, doors, sessions, actors, origins, topics. A new one is found by its name. */
const places = /^(app\/features\/[^/]+\/(policy|access\.server)|app\/features\/.*-door\.server|app\/features\/people\/sessions\.server|app\/features\/case-notes\/consent-read\.server|app\/shared\/(actor|actor\.server|services\.server)|server\/origin|server\/live\/topics|db\/client)\.ts$/;
/** Named in those files and deciding nothing: how a name is shortened, how the pool is made, what is asked once at the start. */
const decideNothing = new Set(["shortName", "connect", "requireBoundRole", "servicesOf", "isAboutPeople", "noWho"]);

/** Every exported function of those files. */
export function decidingFunctions(): Deciding[] {
  const files = ["app", "server", "db"].flatMap((folder) => readdirSync(path.join(root, folder), { recursive: true, encoding: "utf8" }).map((name) => `${folder}/${name}`));
  return files.filter((file) => places.test(file)).sort().flatMap((file) => {
    const source = ts.createSourceFile(file, readFileSync(path.join(root, file), "utf8"), ts.ScriptTarget.Latest, true);
    return source.statements.flatMap((statement) => {
      if (!ts.isFunctionDeclaration(statement) || !statement.name || decideNothing.has(statement.name.text)) return [];
      if (!statement.modifiers?.some((one) => one.kind === ts.SyntaxKind.ExportKeyword)) return [];
      const answersLater = statement.modifiers.some((one) => one.kind === ts.SyntaxKind.AsyncKeyword) || (statement.type?.getText().startsWith("Promise") ?? false);
      return [{ name: statement.name.text, file, answersLater }];
    });
  });
}
