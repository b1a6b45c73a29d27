import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { root } from "~/shared/root.server";
import { figure } from "../support/size";

type Locked = { version?: string; dev?: boolean; optional?: boolean; integrity?: string; hasInstallScript?: boolean; link?: boolean };
type Manifest = { dependencies: Record<string, string>; devDependencies: Record<string, string>; overrides: Record<string, string>; allowScripts: Record<string, boolean> };

const read = <T>(name: string) => JSON.parse(readFileSync(path.join(root, name), "utf8")) as T;
const manifest = read<Manifest>("package.json");
const locked = Object.entries(read<{ packages: Record<string, Locked> }>("package-lock.json").packages)
  .filter(([where, one]) => where !== "" && !one.link)
  .map(([where, one]) => ({ name: where.slice(where.lastIndexOf("node_modules/") + "node_modules/".length), ...one }));
const product = locked.filter(({ dev }) => !dev);

/**
 * Oldest versions without a hole that is known and ours: fragments that exhaust memory (ws), packets that end the
 * process (engine.io, socket.io-parser), forms from other sites, scripts and redirects (react-router).
 */
const floors: Record<string, string> = { ws: "8.21.0", "engine.io": "6.6.7", "socket.io-parser": "4.2.7", "react-router": "7.18.2" };

const numbers = (version: string) => version.split("-")[0]?.split(".").map(Number) ?? [];
function isBelow(version: string, floor: string): boolean {
  const [mine, least] = [numbers(version), numbers(floor)];
  const at = mine.findIndex((number, index) => number !== least[index]);
  return at >= 0 && (mine[at] ?? 0) < (least[at] ?? 0);
}

afterAll(() => figure("G25 supply-chain", { packagesInProduct: product.length, packagesInAll: locked.length, belowTheFloors: Object.keys(floors).flatMap(copiesBelow).length }));

const copiesBelow = (name: string) => locked.filter((one) => one.name === name && isBelow(one.version ?? "0", floors[name] ?? "")).map(({ version }) => `${name} ${version}`);

test.each(Object.keys(floors))("every copy of %s is new enough", (name) => {
  expect(locked.some((one) => one.name === name)).toBe(true);
  expect(copiesBelow(name)).toEqual([]);
});

test.each([["8.20.9", true], ["8.21.0", false], ["8.21.0-beta.1", false], ["8.100.0", false], ["9.0.0", false], ["7.99.9", true]])("%s below 8.21.0: %s", (version, below) => {
  expect(isBelow(version, "8.21.0")).toBe(below);
});

test("the servers we compare ourselves with are no part of the product", () => {
  expect(locked.filter(({ name }) => /hocuspocus|y-leveldb|y-websocket-server|websocket-server/.test(name)).map(({ name }) => name)).toEqual([]);
});

test("every version is named exactly, and every package is held against a hash", () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.overrides }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version));
  expect(loose).toEqual([]);
  expect(locked.filter(({ integrity }) => !integrity?.startsWith("sha512-")).map(({ name }) => name)).toEqual([]);
});

test("no package runs a program of its own while it is installed, but for those we said may", () => {
  const allowed = Object.keys(manifest.allowScripts);
  expect(locked.filter(({ hasInstallScript, name }) => hasInstallScript && !allowed.includes(name)).map(({ name }) => name)).toEqual([]);
});

test("the list of what is in the house (SBOM) names every package of the product", () => {
  const said = execFileSync("npm", ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"], { cwd: root, encoding: "utf8", maxBuffer: 1 << 26, stdio: ["ignore", "pipe", "ignore"] });
  const { components } = JSON.parse(said) as { components: { group?: string; name: string; version: string }[] };
  const listed = new Set(components.map(({ group, name, version }) => `${group ? `${group}/` : ""}${name} ${version}`));
  // npm leaves out what it does not install here: builds for other systems.
  expect(product.filter(({ optional, name, version }) => !optional && !listed.has(`${name} ${version}`)).map(({ name }) => name)).toEqual([]);
}, 60_000);
