// `npm run trust`: the adversarial suites in their long sizes. Name some of them to run only those:
// `npm run trust -- kill9 frames`. Seeds and figures are printed; SEED=… repeats a random run.
import { spawn } from "node:child_process";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");
const run = (name, args, env = {}) =>
  new Promise((resolve) => {
    const figures = [];
    const child = spawn(path.join(root, "node_modules/.bin", name), args, { cwd: root, stdio: ["inherit", "pipe", "inherit"], env: { ...process.env, ...env } });
    child.stdout.setEncoding("utf8").on("data", (text) => {
      process.stdout.write(text);
      figures.push(...text.split("\n").filter((line) => line.startsWith("figure: ")));
    });
    child.once("exit", (code) => resolve({ ok: code === 0, figures }));
  });

const built = await run("react-router", ["build"]);
if (!built.ok) process.exit(1);
const names = process.argv.slice(2);
const { ok, figures } = await run("vitest", ["run", "--project", "trust", "--retry=0", "--reporter=verbose", ...names], { TRUST_SIZE: "long" });
console.log(`\nFigures\n${figures.map((line) => line.slice("figure: ".length)).join("\n")}`);
process.exit(ok ? 0 : 1);
