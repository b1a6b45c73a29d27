import path from "node:path";
import { defineConfig } from "vitest/config";

const here = (folder: string) => path.join(import.meta.dirname, folder);
const longRun = process.env.TRUST_SIZE === "long";
const minutes = (count: number) => count * 60_000;

/** Projects that need PostgreSQL share one embedded cluster, started once for the run. */
const withPostgres = { globalSetup: ["./tests/support/cluster.ts"], setupFiles: [] };

export default defineConfig({
  resolve: { alias: { "~db": here("db"), "~server": here("server"), "~": here("app") } },
  test: {
    projects: [
      {
        extends: true,
        test: {
          name: "unit",
          include: ["tests/**/*.unit.test.{ts,tsx}", "tests/kit/**/*.test.{ts,tsx}", "tests/editor/**/*.test.{ts,tsx}", "tests/architecture.test.ts"],
          css: { modules: { classNameStrategy: "non-scoped" } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/{people,case-notes,db}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.unit.test.{ts,tsx}"],
          ...withPostgres,
          testTimeout: 20_000,
          hookTimeout: 60_000,
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
        },
      },
      {
        extends: true,
        test: {
          name: "realtime",
          include: ["tests/{realtime,documents}/**/*.test.ts"],
          exclude: ["**/*.unit.test.{ts,tsx}"],
          ...withPostgres,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          fileParallelism: false,
          sequence: { groupOrder: 2 },
        },
      },
      {
        extends: true,
        test: {
          name: "trust",
          include: ["tests/trust/**/*.test.ts"],
          exclude: ["**/*.unit.test.{ts,tsx}"],
          ...withPostgres,
          testTimeout: longRun ? minutes(60) : minutes(3),
          hookTimeout: minutes(2),
          fileParallelism: false,
          sequence: { groupOrder: 3 },
        },
      },
      {
        extends: true,
        test: {
          name: "e2e",
          include: ["tests/e2e/**/*.test.ts"],
          ...withPostgres,
          testTimeout: minutes(3),
          hookTimeout: minutes(2),
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
