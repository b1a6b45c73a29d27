/** One SVG: latency of every server with and without cursors, and latency against people as they become more. */
import * as Plot from "@observablehq/plot";
import { parseHTML } from "linkedom";
import { servers } from "../servers/index.js";
import { growthPanel } from "./growth-plot.js";
import { median } from "./statistics.js";

const width = 860;
const left = 210;

/** Answers the SVG text, or null when nothing in this run can be drawn. */
export function svgReport({ cells, serverNames, options }) {
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  const panels = [latencyPanel(cells, serverNames, document), rampPanel(cells, serverNames, document, options.p99LimitMs), growthPanel(cells, document, width)].filter(Boolean);
  return panels.length ? stack(panels, document) : null;
}

function latencyPanel(cells, serverNames, document) {
  const rows = ["propagation", "cursors"].flatMap((scenario) => serverNames.map((server) => latencyRow(cells, scenario, server)).filter(Boolean));
  if (!rows.length) return null;
  return Plot.plot({
    document,
    width,
    height: 60 + 26 * rows.length,
    marginLeft: left,
    marginRight: 130,
    x: { type: "log", label: "keystroke to another person, ms: p50 ● to p99 ○ →", grid: true, tickFormat: String },
    y: { label: null, domain: serverNames.map((name) => servers[name].title) },
    fy: { label: null, domain: ["typing", "with cursors"] },
    marks: [
      Plot.ruleY(rows, { y: "server", fy: "mode", x1: "p50", x2: "p99", stroke: "#889", strokeWidth: 2 }),
      Plot.dot(rows, { y: "server", fy: "mode", x: "p50", fill: colourOf, r: 5 }),
      Plot.dot(rows, { y: "server", fy: "mode", x: "p99", stroke: colourOf, fill: "white", strokeWidth: 2, r: 5 }),
    ],
  });
}

function latencyRow(cells, scenario, server) {
  const mine = cells.filter((cell) => cell.scenario === scenario && cell.server === server && cell.figures);
  const of = (key) => median(mine.map((cell) => cell.figures[key]));
  if (!Number.isFinite(of("p50"))) return null;
  return { server: servers[server].title, mode: scenario === "cursors" ? "with cursors" : "typing", p50: of("p50"), p99: of("p99") };
}

function rampPanel(cells, serverNames, document, limitMs) {
  const points = serverNames.flatMap((server) => rampOf(cells, server));
  if (!points.length) return null;
  return Plot.plot({
    document,
    width,
    height: 320,
    marginLeft: 60,
    marginRight: left,
    x: { label: "people typing →", grid: true },
    y: { type: "log", label: "↑ p99, ms", grid: true, tickFormat: String },
    marks: [
      Plot.ruleY([limitMs], { stroke: "#a33", strokeDasharray: "4 3" }),
      Plot.line(points, { x: "people", y: "p99", z: "server", stroke: colourOf, strokeWidth: 2 }),
      Plot.dot(points, { x: "people", y: "p99", fill: colourOf, r: 3 }),
      Plot.text(points, Plot.selectLast({ x: "people", y: "p99", z: "server", text: "server", textAnchor: "start", dx: 6 })),
    ],
  });
}

function rampOf(cells, server) {
  const steps = cells.filter((cell) => cell.scenario === "saturation" && cell.server === server && cell.figures).flatMap((cell) => cell.figures.steps);
  const people = [...new Set(steps.map((step) => step.people))];
  return people
    .map((count) => ({ server: servers[server].title, people: count, p99: median(steps.filter((step) => step.people === count).map((step) => step.p99)) }))
    .filter((point) => Number.isFinite(point.p99));
}

/** Ours stands out, the relay is the ground, everybody else is calm. */
function colourOf({ server }) {
  if (server === servers.ours.title) return "#0b6e4f";
  return server === servers.relay.title ? "#222" : "#7a8fb0";
}

function stack(panels, document) {
  const height = panels.reduce((sum, panel) => sum + Number(panel.getAttribute("height")) + 16, 0);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  for (const [name, value] of Object.entries({ xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: `0 0 ${width} ${height}` })) svg.setAttribute(name, String(value));
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ width: "100%", height: "100%", fill: "white" })) paper.setAttribute(name, value);
  svg.append(paper);
  let y = 8;
  for (const panel of panels) {
    panel.setAttribute("y", String(y));
    y += Number(panel.getAttribute("height")) + 16;
    svg.append(panel);
  }
  return svg.outerHTML;
}
