import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { secretOf, startEmbedded } from "~db/embedded";
import { prepareDatabase } from "~db/prepare";

export type TestCluster = { adminUrl: string; appUrl: string; template: string; dataDir: string };

declare module "vitest" {
  interface ProvidedContext {
    cluster: TestCluster;
  }
}

type Shared = { cluster: Promise<TestCluster & { stop: () => Promise<void> }>; users: number };
const registry = globalThis as typeof globalThis & { commonThreadCluster?: Shared };

/** One embedded PostgreSQL for the whole run, whichever projects take part in it, and one prepared template. */
export default async function setup(project: TestProject) {
  const shared = (registry.commonThreadCluster ??= { cluster: begin(), users: 0 });
  shared.users += 1;
  const { adminUrl, appUrl, template, dataDir } = await shared.cluster;
  project.provide("cluster", { adminUrl, appUrl, template, dataDir });
  return async () => {
    shared.users -= 1;
    if (shared.users > 0) return;
    await (await shared.cluster).stop();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
    registry.commonThreadCluster = undefined;
  };
}

async function begin() {
  const dataDir = mkdtempSync(path.join(tmpdir(), "common-thread-tests-"));
  const { adminUrl, stop } = await startEmbedded(dataDir);
  const template = "prepared";
  const appUrl = await prepareDatabase(adminUrl, { database: template, appPassword: secretOf(dataDir, "app-password") });
  return { adminUrl, appUrl, template, dataDir, stop };
}
