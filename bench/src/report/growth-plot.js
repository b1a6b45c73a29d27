/** Cost against size, one line a route, both axes logarithmic: a flat line costs the same in a network ten times as large. */
import * as Plot from "@observablehq/plot";

/** Routes named beside their line: those one opens all day, and the steepest. */
const named = new Set(["/today", "/people", "/people/:clientId/notes/:noteId"]);

export function growthPanel(cells, document, width) {
  const [cell] = cells.filter(({ scenario, figures }) => scenario === "growth" && figures?.routes);
  if (!cell) return null;
  const { sizes, routes } = cell.figures;
  const [[steepest]] = Object.entries(routes).sort(([, a], [, b]) => b.slope - a.slope);
  const points = Object.entries(routes).flatMap(([route, { ms }]) => ms.map((time, index) => ({ route, sections: sizes[index], time, isNamed: named.has(route) || route === steepest })));
  return Plot.plot({
    document,
    width,
    height: 360,
    marginLeft: 60,
    marginRight: 260,
    x: { type: "log", label: "sections in the network →", grid: true, tickFormat: "~s" },
    y: { type: "log", label: "↑ median of a loader, ms", grid: true, tickFormat: String },
    marks: [
      Plot.line(points, { x: "sections", y: "time", z: "route", stroke: (point) => (point.isNamed ? "#0b6e4f" : "#c3cbd9"), strokeWidth: 1.5 }),
      Plot.dot(points, { x: "sections", y: "time", fill: (point) => (point.isNamed ? "#0b6e4f" : "#c3cbd9"), r: 2.5 }),
      Plot.text(points.filter(({ isNamed }) => isNamed), Plot.selectLast({ x: "sections", y: "time", z: "route", text: "route", textAnchor: "start", dx: 6 })),
    ],
  });
}
