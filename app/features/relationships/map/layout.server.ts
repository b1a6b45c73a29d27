import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY, type SimulationNodeDatum } from "d3-force";

export type Place = { x: number; y: number };
type Joined = { oneId: string; otherId: string };
type Point = SimulationNodeDatum & { id: string };

/** Names are wider than they are high: what is laid out round is drawn out sideways. */
const stretched = { x: 1.6, y: 1.2 };
const room = 68;
const steps = 120;

/**
 * Where each organisation stands, the one in the middle first in the list. The same organisations and ties give the same
 * places, whoever asks and however often: each begins at an angle made of its own id, and nothing is left to chance.
 */
export function placesOf(ids: readonly string[], ties: readonly Joined[]): Map<string, Place> {
  const [centre = "", ...around] = ids;
  const points: Point[] = [{ id: centre, x: 0, y: 0, fx: 0, fy: 0 }, ...around.toSorted().map(startOf)];
  const links = ties.map(({ oneId, otherId }) => ({ source: oneId, target: otherId, isSpoke: oneId === centre || otherId === centre }));
  forceSimulation(points)
    .randomSource(() => 0.5)
    .force("apart", forceManyBody().strength(-320))
    .force("joined", forceLink<Point, (typeof links)[number]>(links).id(({ id }) => id).distance(150).strength(({ isSpoke }) => (isSpoke ? 0.5 : 0.05)))
    .force("room", forceCollide(room).iterations(2))
    .force("x", forceX(0).strength(0.04))
    .force("y", forceY(0).strength(0.06))
    .stop()
    .tick(steps);
  return new Map(points.map(({ id, x = 0, y = 0 }) => [id, { x: Math.round(x * stretched.x), y: Math.round(y * stretched.y) }]));
}

function startOf(id: string, index: number): Point {
  const angle = (numberOf(id) / 0xffff_ffff) * 2 * Math.PI;
  // A little further out each, so that two of one angle do not begin on one spot.
  const out = 120 + 3 * index;
  return { id, x: out * Math.cos(angle), y: out * Math.sin(angle) };
}

/** A number of an id, spread over 32 bits (FNV-1a). */
function numberOf(id: string): number {
  let number = 0x811c_9dc5;
  for (const letter of id) number = Math.imul(number ^ letter.charCodeAt(0), 0x0100_0193) >>> 0;
  return number;
}
