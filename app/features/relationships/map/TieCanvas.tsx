import { BaseEdge, type Edge, type EdgeChange, type EdgeProps, Handle, type Node, type NodeChange, type NodeProps, Panel, Position, ReactFlow, useReactFlow } from "@xyflow/react";
import "@xyflow/react/dist/base.css";
import { Maximize, Minus, Plus } from "lucide-react";
import { useMemo } from "react";
import { IconButton } from "~/kit/IconButton";
import { lineKinds } from "../words";
import type { Chosen } from "./chosen";
import styles from "./canvas.module.css";
import type { MapNode, MapTie, TieMap } from "./map.server";
import { dashes, tieWords } from "./words";

type Place = Node<{ node: MapNode; isCentre: boolean }, "organisation">;
type Tied = Edge<{ tie: MapTie; isChosen: boolean }, "tie">;
const [width, height] = [168, 52];
/** Lines begin and end in the middle, beneath the name. Said here, so that no line waits for the page to be measured. */
const handles = (["source", "target"] as const).map((type) => ({ type, position: Position.Top, x: width / 2, y: height / 2, width: 1, height: 1 }));

/**
 * The drawing of the map. Each organisation and each tie is a stop for the keyboard, and Enter chooses it; the list beside
 * it says the same (TieList). Never part of the first route: it comes when somebody looks at it.
 */
export default function TieCanvas({ map, chosen, onChoose }: { map: TieMap; chosen: Chosen; onChoose: (chosen: Chosen) => void }) {
  const nodes = useMemo(() => map.nodes.map((node) => placeOf(node, map, chosen)), [map, chosen]);
  const edges = useMemo(() => map.ties.map((tie) => tiedOf(tie, map, chosen)), [map, chosen]);
  return (
    <ReactFlow<Place, Tied>
      key={map.centreId}
      nodes={nodes}
      edges={edges}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      onNodesChange={(changes) => choose(changes, (id) => onChoose({ organisation: id }), chosen.organisation)}
      onEdgesChange={(changes) => choose(changes, (id) => onChoose(chosenBy(id, map)), chosen.tie)}
      onPaneClick={() => onChoose({})}
      nodesDraggable={false}
      nodesConnectable={false}
      deleteKeyCode={null}
      selectionKeyCode={null}
      multiSelectionKeyCode={null}
      zoomOnScroll={false}
      preventScrolling={false}
      zoomOnDoubleClick={false}
      elevateNodesOnSelect
      fitView
      fitViewOptions={fit}
      minZoom={0.3}
      maxZoom={1.6}
      proOptions={plain}
      ariaLabelConfig={said}
      aria-label="Map of ties"
      className={styles.canvas ?? ""}
    >
      <Arrow />
      <Zoom />
    </ReactFlow>
  );
}

const fit = { padding: 0.08, maxZoom: 1.1 };
const plain = { hideAttribution: true };
const said = { "node.a11yDescription.default": "Press Enter to choose this organisation. The list says what it does.", "edge.a11yDescription.default": "Press Enter to choose this tie. The list says what it is for." };

function placeOf(node: MapNode, map: TieMap, chosen: Chosen): Place {
  const isCentre = node.id === map.centreId;
  return {
    id: node.id,
    type: "organisation",
    position: { x: node.x - width / 2, y: node.y - height / 2 },
    width,
    height,
    measured: { width, height },
    handles,
    data: { node, isCentre },
    selected: chosen.organisation === node.id,
    ariaLabel: `${node.name}, ${node.kind}${isCentre ? ", in the middle" : ""}`,
    domAttributes: { "aria-roledescription": "organisation" },
  };
}

function tiedOf(tie: MapTie, map: TieMap, chosen: Chosen): Tied {
  const nameOf = (id: string) => map.nodes.find((node) => node.id === id)?.name ?? "";
  const isChosen = chosen.tie === tie.id || (chosen.organisation !== undefined && chosen.organisation !== map.centreId && [tie.oneId, tie.otherId].includes(chosen.organisation));
  return {
    id: tie.id,
    type: "tie",
    source: tie.oneId,
    target: tie.otherId,
    data: { tie, isChosen },
    selected: chosen.tie === tie.id,
    ariaLabel: tieWords(nameOf(tie.oneId), nameOf(tie.otherId), tie.lines),
    domAttributes: { "aria-roledescription": "tie" },
  };
}

/** A tie of the one in the middle is told with its neighbour; ties among neighbours by themselves. */
function chosenBy(tieId: string, map: TieMap): Chosen {
  const tie = map.ties.find(({ id }) => id === tieId);
  if (!tie) return {};
  const neighbour = tie.oneId === map.centreId ? tie.otherId : tie.otherId === map.centreId ? tie.oneId : undefined;
  return neighbour ? { tie: tieId, organisation: neighbour } : { tie: tieId };
}

function choose(changes: (NodeChange<Place> | EdgeChange<Tied>)[], set: (id: string) => void, before: string | undefined): void {
  const on = changes.find((change) => change.type === "select" && change.selected && change.id !== before);
  if (on && "id" in on) set(on.id);
}

function OrganisationNode({ data: { node, isCentre }, selected }: NodeProps<Place>) {
  return (
    <div className={styles.node} data-centre={isCentre || undefined} data-own={node.isOwn || undefined} data-chosen={selected || undefined}>
      <Handle type="target" position={Position.Top} isConnectable={false} className={styles.middle ?? ""} />
      <span>{node.name}</span>
      <Handle type="source" position={Position.Top} isConnectable={false} className={styles.middle ?? ""} />
    </div>
  );
}

/** One line of its own dash for each thing the two do, side by side; the arrow in the middle says which way. */
function TieEdge({ sourceX, sourceY, targetX, targetY, source, selected, data }: EdgeProps<Tied>) {
  const { tie, isChosen } = data ?? { tie: undefined, isChosen: false };
  const lines = tie?.lines ?? [];
  const long = Math.hypot(targetX - sourceX, targetY - sourceY) || 1;
  const [across, along] = [-(targetY - sourceY) / long, (targetX - sourceX) / long];
  const path = (index: number, turned: boolean) => {
    const off = (index - (lines.length - 1) / 2) * 7;
    const ends = [
      [sourceX + across * off, sourceY + along * off],
      [(sourceX + targetX) / 2 + across * off, (sourceY + targetY) / 2 + along * off],
      [targetX + across * off, targetY + along * off],
    ];
    return (turned ? ends.toReversed() : ends).map(([x = 0, y = 0], at) => `${at ? "L" : "M"}${x.toFixed(1)} ${y.toFixed(1)}`).join(" ");
  };
  const shown = selected || isChosen;
  if (lines.length === 0) return <BaseEdge path={path(0, false)} className={styles.unsaid} data-chosen={shown || undefined} interactionWidth={24} />;
  return (
    <g data-chosen={shown || undefined} className={styles.lines}>
      {/* Beneath the lines: it takes the pointer, and shows the focus. */}
      <path d={path((lines.length - 1) / 2, false)} className={styles.press} />
      {lines.map(({ kind, fromId }, index) => (
        <path key={kind} d={path(index, fromId !== null && fromId !== source)} data-kind={kind} strokeDasharray={dashes[kind]} markerMid={fromId && kind !== "meets" ? "url(#tie-way)" : undefined} />
      ))}
      {shown ? (
        <text x={(sourceX + targetX) / 2} y={(sourceY + targetY) / 2 - 10} className={styles.words}>
          {lines.map(({ kind }) => lineKinds[kind]).join(", ")}
        </text>
      ) : null}
    </g>
  );
}

const nodeTypes = { organisation: OrganisationNode };
const edgeTypes = { tie: TieEdge };

function Arrow() {
  return (
    <svg className={styles.defs} aria-hidden="true">
      <defs>
        <marker id="tie-way" viewBox="0 0 10 10" refX="5" refY="5" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse" orient="auto">
          <path d="M1 1 L9 5 L1 9 Z" className={styles.arrow} />
        </marker>
      </defs>
    </svg>
  );
}

function Zoom() {
  const flow = useReactFlow();
  return (
    <Panel position="bottom-right" className={styles.zoom ?? ""}>
      <IconButton label="Closer" icon={<Plus />} onPress={() => void flow.zoomIn()} />
      <IconButton label="Further away" icon={<Minus />} onPress={() => void flow.zoomOut()} />
      <IconButton label="Show all of it" icon={<Maximize />} onPress={() => void flow.fitView(fit)} />
    </Panel>
  );
}

