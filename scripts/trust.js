// `npm run trust`: the adversarial suites in their long sizes. Name some of them to run only those:
// `npm run trust -- kill9 frames`. Without names it also breaks each control on purpose and sees its suite fail. Seeds and figures are printed; SEED=… repeats a random run.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const bin = (name) => path.join(root, "node_modules/.bin", name);
const run = (command, args, env = {}) =>
  new Promise((resolve) => {
    const figures = [];
    const child = spawn(command, args, { cwd: root, stdio: ["inherit", "pipe", "inherit"], env: { ...process.env, ...env } });
    child.stdout.setEncoding("utf8").on("data", (text) => {
      process.stdout.write(text);
      figures.push(...text.split("\n").filter((line) => line.startsWith("figure: ")));
    });
    child.once("exit", (code) => resolve({ ok: code === 0, figures }));
  });

const built = await run(bin("react-router"), ["build"]);
if (!built.ok) process.exit(1);
const names = process.argv.slice(2);
const { ok, figures } = await run(bin("vitest"), ["run", "--project", "trust", "--retry=0", "--reporter=verbose", ...names], { TRUST_SIZE: "long" });
const controls = names.length === 0 ? await run(process.execPath, [path.join(root, "scripts/broken-controls.js")]) : { ok: true };
console.log(`\nFigures\n${figures.map((line) => line.slice("figure: ".length)).join("\n")}`);
process.exit(ok && controls.ok ? 0 : 1);
