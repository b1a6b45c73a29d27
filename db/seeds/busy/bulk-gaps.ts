import { possibleNames } from "~/features/gaps/names";
import type { GapRole, Place } from "~/features/gaps/words";
import type { Act } from "./bulk-staff";
import type { Copying } from "./copying";
import type { Colleague, Gap, Hand, NewGapFacts } from "./hand";
import type { Drawing } from "./ids";

type Join = { id: string; by: Colleague; band: string | null; line: string; at: number };
type Held = { id: string; role: GapRole; by: Colleague; line: string; at: number; endedAt: number | null; endedBy: string | null };
type GapRow = Gap & { facts: NewGapFacts; by: Colleague; at: number; place: Place; version: number; movedAt: number; activeAt: number; joins: Map<string, Join>; held: Held[]; hosted: boolean };

/** Gaps, as the commands of app/features/gaps and the triggers of migrations 70 and 71 would leave them. */
export function bulkGaps(copying: Copying, draw: Drawing, { act, areas, organisations }: { act: Act; /** By name. */ areas: Map<string, string>; organisations: readonly string[] }) {
  const gaps = new Map<string, GapRow>();
  const rowOf = (gap: Gap): GapRow => {
    const found = gaps.get(gap.id);
    if (!found) throw new Error("This gap is not in the story.");
    return found;
  };
  const acted = (by: Colleague, at: number, id = draw.id()) => [id, by.accountId, by.postId, by.organisation.id, new Date(at)] as const;
  const did = (by: Colleague, at: number, gap: Gap, kind: Parameters<Act>[2]["kind"], detail: Parameters<Act>[2]["detail"] = {}) => act(by, at, { kind, subjectKind: "gap", subjectId: gap.id, detail });
  const lives = (gap: GapRow, at: number) => (gap.activeAt = Math.max(gap.activeAt, at));
  const flag = (by: Colleague, at: number, gap: Gap, kind: string, subjectId: string, words: string): number => {
    const known = [...areas.keys(), ...organisations].filter((name) => words.includes(name));
    const reasons = possibleNames(words, known);
    if (reasons.length > 0) copying.row("words_flag", [...acted(by, at), kind, subjectId, gap.id, `{${reasons.join(",")}}`]);
    return reasons.length;
  };
  const stage = (by: Colleague, at: number, gap: GapRow, name: string) => copying.row("gap_stage", [...acted(by, at), gap.id, name]);
  const move = (by: Colleague, at: number, gap: GapRow, to: Place, why: string, line = "") => {
    copying.row("gap_move", [...acted(by, at), gap.id, gap.version + 1, gap.place, to, why, line]);
    did(by, at, gap, to === "met" ? "gap.met" : "gap.moved", { from: gap.place, to, why });
    Object.assign(gap, { place: to, version: gap.version + 1, movedAt: at });
    lives(gap, at);
  };
  const join = (gap: GapRow, by: Colleague, { band, line }: { band?: string | undefined; line?: string | undefined }, at: number): Join => {
    const one: Join = { id: draw.id(), by, band: band ?? null, line: line ?? "", at };
    gap.joins.set(by.accountId, one);
    lives(gap, at);
    return one;
  };
  const hold = (gap: GapRow, by: Colleague, role: GapRole, at: number, line = "") => {
    gap.held.push({ id: draw.id(), role, by, line, at, endedAt: null, endedBy: null });
    lives(gap, at);
  };
  const holderOf = (gap: GapRow, role: GapRole) => gap.held.find((one) => one.role === role && one.endedAt === null);

  const hand = {
    area(by, name, at) {
      const id = noteArea(draw, areas, name);
      copying.row("area", [id, name, by.accountId, new Date(at)]);
      act(by, at, { kind: "area.added", subjectKind: "area", subjectId: id });
    },
    gap(by, facts, at) {
      const gap: GapRow = { id: draw.id(), facts, by, at, place: "noticed", version: 1, movedAt: at, activeAt: at, joins: new Map(), held: [], hosted: false };
      gaps.set(gap.id, gap);
      join(gap, by, facts, at);
      hold(gap, by, "spotter", at);
      stage(by, at, gap, "spotted");
      copying.row("document", [draw.id(), "proposal", null, null, null, new Date(at), gap.id]);
      did(by, at, gap, "gap.posted", { flagged: flag(by, at, gap, "gap", gap.id, `${facts.sentence}\n${facts.line ?? ""}`) });
      return { id: gap.id };
    },
    sees(by, of, said, at) {
      const gap = rowOf(of);
      if (gap.joins.has(by.accountId)) throw new Error("Nobody says it twice in bulk.");
      const one = join(gap, by, said, at);
      if (one.line) flag(by, at, gap, "gap_join", one.id, one.line);
      did(by, at, gap, "gap.joined", { again: false });
      const seeing = new Set([...gap.joins.values()].map((joined) => joined.by.organisation.id));
      if (gap.place === "noticed" && seeing.size > 1) move(by, at, gap, "seen", "two_organisations");
    },
    moves(by, of, to, line, at) {
      const gap = rowOf(of);
      if (gap.place !== to) move(by, at, gap, to, to === "resting" ? "rested" : gap.place === "resting" ? "revived" : "moved", line);
    },
    meets(by, of, line, at) {
      const gap = rowOf(of);
      const id = draw.id();
      copying.row("gap_outcome", [...acted(by, at, id), gap.id, line]);
      flag(by, at, gap, "gap_outcome", id, line);
      if (gap.place !== "met") move(by, at, gap, "met", "met");
    },
    takes(by, of, role, at) {
      const gap = rowOf(of);
      if (holderOf(gap, role)) throw new Error("Somebody took it first.");
      hold(gap, by, role, at);
      did(by, at, gap, "gap.role_taken", { role });
      if (role === "lead" && gap.place !== "working" && gap.place !== "met") move(by, at, gap, "working", "lead_taken");
      if (role === "host" && !gap.hosted) stage(by, at, gap, "hosted");
      if (role === "host") gap.hosted = true;
    },
    stepsBack(by, of, role, at) {
      const gap = rowOf(of);
      const held = holderOf(gap, role);
      if (!held) return;
      Object.assign(held, { endedAt: at, endedBy: by.accountId });
      did(by, at, gap, "gap.role_ended", { role });
    },
  } satisfies Partial<Hand>;

  /** Rows that went on changing while the story was told. */
  async function finishGaps() {
    for (const gap of gaps.values()) {
      const { facts, by } = gap;
      copying.row("gap", [...acted(by, gap.at, gap.id), facts.sentence, facts.area ? (areas.get(facts.area) ?? null) : null, facts.need, `{${facts.groups.join(",")}}`, gap.place, gap.version, new Date(gap.movedAt), new Date(gap.activeAt)]);
      for (const one of gap.joins.values()) copying.row("gap_join", [...acted(one.by, one.at, one.id), gap.id, one.band, one.line]);
      for (const one of gap.held) copying.row("gap_role", [...acted(one.by, one.at, one.id), gap.id, one.role, one.line, one.endedAt === null ? null : new Date(one.endedAt), one.endedBy]);
      await copying.keepUp();
    }
  }

  return { ...hand, finishGaps };
}

/** An area's id, remembered under its name. */
export function noteArea(draw: Drawing, areas: Map<string, string>, name: string): string {
  const id = draw.id();
  areas.set(name, id);
  return id;
}
