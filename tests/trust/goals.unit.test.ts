import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "~/shared/root.server";
import { goals } from "./goals";

type Controls = { suite: [project: string, filter: string]; controls: { name: string; file: string; from: string | RegExp; to: string }[] };

const folder = path.join(root, "tests/trust");
/** The suites there are: files of this folder that vitest runs, but for this list's own test. */
const suites = readdirSync(folder).flatMap((name) => /^(.+?)(\.unit)?\.test\.ts$/.exec(name)?.[1] ?? []).filter((name) => name !== "goals");
const controlFiles = await Promise.all(readdirSync(path.join(folder, "controls")).map(async (name) => ({ name, ...((await import(path.join(folder, "controls", name))) as Controls) })));
const claimed = goals.flatMap((goal) => goal.suites);

test("every suite shows a goal", () => {
  expect(suites.filter((name) => !claimed.includes(name))).toEqual([]);
});

test("every goal names suites that are there, or says why there is none", () => {
  expect(claimed.filter((name) => !suites.includes(name))).toEqual([]);
  expect(goals.filter((goal) => goal.suites.length === 0 && !goal.notYet).map((goal) => goal.id)).toEqual([]);
  expect(goals.map((goal) => goal.id)).toEqual(Array.from({ length: 27 }, (_, index) => `G${index + 1}`));
});

test("every suite has a control that is broken on purpose", () => {
  const guarded = (name: string) => controlFiles.some(({ suite: [, filter], controls }) => `tests/trust/${name}.test.ts`.includes(filter) && controls.length > 0);
  expect(suites.filter((name) => !guarded(name))).toEqual([]);
});

test("every control finds its place in the source", () => {
  const finds = ({ file, from }: Controls["controls"][number]) => {
    if (!existsSync(path.join(root, file))) return false;
    const text = readFileSync(path.join(root, file), "utf8");
    return typeof from === "string" ? text.includes(from) : from.test(text);
  };
  expect(controlFiles.flatMap(({ name, controls }) => controls.filter((control) => !finds(control)).map((control) => `${name}: ${control.name}`))).toEqual([]);
});

test("the page about trust holds a row for each goal, as the report writes it", () => {
  const page = readFileSync(path.join(root, "docs/trust-model.md"), "utf8");
  const rows = page.split("<!-- goals: begin")[1]?.split("<!-- goals: end")[0] ?? "";
  for (const { id, promise, suites: shown } of goals) {
    expect(rows).toContain(`| ${id} | ${promise} |`);
    for (const suite of shown) expect(rows).toContain(`npm run trust -- ${suite}`);
  }
});
