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
          setupFiles: ["./tests/support/patient.ts"],
          css: { modules: { classNameStrategy: "non-scoped" } },
          testTimeout: 30_000,
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: "database",
          include: ["tests/{people,case-notes,gaps,diary,shadowing,events,ties,handover,charter,decisions,db}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.unit.test.{ts,tsx}"],
          ...withPostgres,
          // Longer than each wait in a test, which says what it waited for.
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
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
          // Longer than each wait in a test, which says what it waited for.
          testTimeout: minutes(3),
          hookTimeout: minutes(3),
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
          testTimeout: longRun ? minutes(60) : minutes(10),
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
          // Longer than the few waits of a story that has much to wait for.
          testTimeout: minutes(10),
          hookTimeout: minutes(5),
          fileParallelism: false,
          sequence: { groupOrder: 4 },
        },
      },
    ],
  },
});
