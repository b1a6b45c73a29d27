import { expect, test } from "vitest";
import { root } from "~/shared/root.server";
import { importsOf, packagesOf, sourceFiles, type Import, type SourceFile } from "./support/imports";

type Rule = { sentence: string; breaks: (one: Import) => boolean };
const within = (...folders: string[]) => (file: string) => folders.some((folder) => `${file}/`.startsWith(folder));
const feature = (file: string) => /^app\/features\/([^/]+)\//.exec(file)?.[1];
const isServerModule = (file: string) => /\.server(\.tsx?)?$/.test(file);
const runsInBrowser = (file: string) => within("app/")(file) && !within("app/routes/")(file) && !isServerModule(file) && !/^app\/(root|entry\.server|routes)\.tsx?$/.test(file);

/** Imports flow one way: db → app/shared → app/features → app/routes; server puts them together. */
const rules: Rule[] = [
  { sentence: "db imports nothing above it (seeds call the commands; finding the top folder is shared).", breaks: ({ from, to }) => within("db/")(from) && !within("db/seeds/")(from) && !within("db/", "app/shared/root.server/")(to) },
  { sentence: "A migration imports nothing from the app.", breaks: ({ from, to }) => within("db/migrations/")(from) && !within("db/migrations/")(to) },
  { sentence: "app/shared imports only db and itself.", breaks: ({ from, to }) => within("app/shared/")(from) && !within("db/", "app/shared/")(to) },
  { sentence: "app/kit holds no domain words: it imports only itself.", breaks: ({ from, to }) => within("app/kit/")(from) && !within("app/kit/")(to) },
  { sentence: "app/shell knows the kit and shared words, and no feature.", breaks: ({ from, to }) => within("app/shell/")(from) && !within("app/shell/", "app/kit/", "app/shared/")(to) },
  { sentence: "A feature imports db, shared words, the kit, the shell and features; never a route or the server.", breaks: ({ from, to }) => feature(from) !== undefined && !within("db/", "app/shared/", "app/kit/", "app/shell/", "app/features/")(to) },
  { sentence: "Between features, share words and doors: another feature's commands are joined in a route.", breaks: ({ from, to }) => feature(from) !== undefined && feature(to) !== undefined && feature(from) !== feature(to) && to.endsWith("/commands.server") },
  { sentence: "A route never imports the server.", breaks: ({ from, to }) => within("app/")(from) && within("server/")(to) },
  { sentence: "The server puts together db, shared and features; pages are the routes' affair.", breaks: ({ from, to, typeOnly }) => within("server/")(from) && !typeOnly && within("app/routes/", "app/shell/")(to) },
  { sentence: "What runs in the browser imports no .server module and no database.", breaks: ({ from, to, typeOnly }) => runsInBrowser(from) && !typeOnly && (isServerModule(to) || within("db/")(to)) },
];

/** One line per broken rule and import. */
function brokenSentences(files: SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  return rules.flatMap(({ sentence, breaks }) => imports.filter(breaks).map(({ from, to }) => `${sentence} ${from} imports ${to}.`));
}

test("imports flow one way", () => {
  const files = sourceFiles(root, ["app", "db", "server"]);
  expect(files.length).toBeGreaterThan(50);
  expect(brokenSentences(files).join("\n")).toBe("");
});

/** What draws charts, codes and calendars weighs more than all a phone may load; they are asked on the server, and what they made is sent. */
const heavy = ["@observablehq/plot", "linkedom", "uqr", "rrule-temporal", "ical-generator", "d3-force"];

function heavyInBrowser(files: SourceFile[]): string[] {
  return files
    .flatMap(packagesOf)
    .filter(({ from, to, typeOnly }) => heavy.includes(to) && !typeOnly && from.startsWith("app/") && !isServerModule(from))
    .map(({ from, to }) => `${from} imports ${to}: only a .server file may.`);
}

test("charts, codes, repeats and the layout of maps are made on the server alone", () => {
  expect(heavyInBrowser(sourceFiles(root, ["app"])).join("\n")).toBe("");
});

test.each([
  ["app/kit/Plot.tsx", `import * as Plot from "@observablehq/plot";`, 1],
  ["app/routes/diary.tsx", `const { RRuleTemporal } = await import("rrule-temporal");`, 1],
  ["app/shared/plots.server.ts", `import { parseHTML } from "linkedom";`, 0],
  ["app/kit/Plot.tsx", `import type { Markish } from "@observablehq/plot";`, 0],
])("the reader of packages finds what is planted in %s: %s", (path, text, broken) => {
  expect(heavyInBrowser([{ path, text }])).toHaveLength(broken);
});

/** Who is asking is told to the database in one place, for one transaction (docs/trust-model.md, the second wall). */
function faultsOfAsking({ path, text }: SourceFile): string[] {
  const settings = [...text.matchAll(/set_config\(\s*'([^']+)'[\s\S]*?,\s*(true|false)\s*\)/g)];
  return [
    ...settings.filter(([, , local]) => local !== "true").map(([, name]) => `${path} sets ${name} beyond its transaction: whoever gets the connection next would inherit it. Say set_config(…, true).`),
    ...settings.filter(([, name]) => name?.startsWith("app.") && path !== "db/client.ts").map(([, name]) => `${path} sets ${name} itself: only asking() of db/client.ts says who is asking.`),
    ...[...text.matchAll(/\bset\s+(session\s+)?app\.\w+/gi)].map(([what]) => `${path} says "${what}": only asking() of db/client.ts says who is asking.`),
  ];
}

test("who is asking is said in one place, and for one transaction", () => {
  const files = sourceFiles(root, ["app", "db", "server", "scripts"]);
  expect(files.flatMap(faultsOfAsking).join("\n")).toBe("");
});

test.each([
  ["server/x.ts", "sql`select set_config('app.account', ${id}, false)`", 2],
  ["app/shared/x.server.ts", "sql`select set_config('app.account', ${id}, true)`", 1],
  ["server/x.ts", "sql`set session app.account = 'x'`", 1],
  ["server/x.ts", "sql`select set_config('pg_trgm.word_similarity_threshold', '0.35', true)`", 0],
])("the reader of settings finds what is planted in %s: %s", (path, text, broken) => {
  expect(faultsOfAsking({ path, text })).toHaveLength(broken);
});

test.each([
  ["db/client.ts", `import { x } from "~/features/people/commands.server";`, 1],
  ["app/shared/actor.ts", `import {\n  type A,\n  b,\n} from "~/features/people/policy";`, 1],
  ["app/kit/Button.tsx", `export { Thing } from "../features/people/Thing";`, 1],
  ["app/shell/AppShell.tsx", `import { canX } from "~/features/people/policy";`, 1],
  ["app/features/people/Card.tsx", `const late = import("~/routes/today");`, 1],
  ["app/features/people/x.server.ts", `import { addClient } from "~/features/case-notes/commands.server";`, 1],
  ["app/features/people/Card.tsx", `import { findPost } from "./access.server";`, 1],
  ["app/features/people/Card.tsx", `import { sql } from "~db/client";`, 1],
  ["app/features/people/Card.tsx", `import type { Post } from "./access.server";\nimport { type Database } from "~db/client";`, 0],
  ["app/routes/today.tsx", `import { start } from "~server/app";`, 1],
  ["server/app.ts", `import Today from "~/routes/today";`, 1],
])("the reader of imports finds a broken sentence planted in %s", (path, text, broken) => {
  expect(brokenSentences([{ path, text }])).toHaveLength(broken);
});
