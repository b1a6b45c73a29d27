import { readdirSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { root } from "~/shared/root.server";
import { stage } from "../support/stage";

const set = stage();

test("our own files come packed; a page, which may hold somebody's words, never does", async () => {
  const script = readdirSync(path.join(root, "build/client/assets")).find((name) => name.startsWith("entry.client") && name.endsWith(".js"));
  const ask = (address: string) => fetch(`${set.server.baseUrl}${address}`, { headers: { Cookie: set.cast.aileen.cookie, "Accept-Encoding": "gzip" } });
  const file = await ask(`/assets/${script}`);
  expect([file.headers.get("content-encoding"), file.headers.get("cache-control")]).toEqual(["gzip", "public, max-age=31536000, immutable"]);
  expect(file.headers.get("vary")).toContain("Accept-Encoding");
  const page = await ask("/today");
  expect([page.status, page.headers.get("content-encoding")]).toEqual([200, null]);
});
