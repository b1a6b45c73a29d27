import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import { readManifest } from "../src/pages/manifest.js";
import { plansIn } from "../src/pages/plan-log.js";
import { planText, rowsRead, scansOf } from "../src/pages/plans.js";
import { routes, unasked } from "../src/pages/routes.js";
import { chancesOf } from "../src/pages/visit.js";
import { slopeOf } from "../src/report/statistics.js";

const scan = { "Node Type": "Limit", "Actual Rows": 2, "Actual Loops": 1, Plans: [{ "Node Type": "Seq Scan", "Relation Name": "section", "Actual Rows": 2, "Rows Removed by Filter": 9_998, "Actual Loops": 1 }] };

test("every path of the product's manifest is asked, or says why not", () => {
  const manifest = readManifest(fileURLToPath(new URL("../../", import.meta.url)));
  assert.ok(manifest.length > 50, `${manifest.length} paths`);
  assert.ok(manifest.includes("/people/:clientId/looks"));
  assert.deepEqual(unasked(manifest), []);
  assert.deepEqual(unasked([...manifest, "/nowhere"]), ["/nowhere"]);
});

test("a scan of a growing table is seen, and what it read is counted", () => {
  assert.deepEqual(scansOf(scan), ["section"]);
  assert.equal(rowsRead(scan), 10_000);
  assert.equal(planText(scan), "Limit\n  Seq Scan on section");
});

test("plans are read from the log among other lines", () => {
  const line = "2026-01-01 10:00:00 UTC [7] LOG:  duration: 1.5 ms  plan:\n\t{\n\t  \"Query Text\": \"select\n\t 1\",\n\t  \"Plan\": { \"Node Type\": \"Result\" }\n\t}\n2026-01-01 10:00:01 UTC [8] LOG:  checkpoint starting: time\n";
  assert.deepEqual(plansIn(line), [{ text: "select 1", plan: { "Node Type": "Result" } }]);
});

test("a visitor goes only where the route will have them", () => {
  const visitors = [{ role: "worker", places: [{ clientId: "a", holds: "yes" }, { clientId: "b" }] }, { role: "volunteer", places: [{}] }];
  const details = routes.find(({ name }) => name === "/people/:clientId/details");
  assert.deepEqual(chancesOf(details, visitors).map(({ place }) => place.clientId), ["a"]);
});

test("the slope of a cost that does not grow is nothing, and of one that doubles with size is one", () => {
  assert.ok(Math.abs(slopeOf([[1, 5], [10, 5], [100, 5]])) < 1e-9);
  assert.ok(Math.abs(slopeOf([[1, 1], [10, 10], [100, 100]]) - 1) < 1e-9);
});
