import * as Y from "yjs";

type Struct = Y.Item | Y.GC | Y.Skip;

/**
 * Whether everything in an update can take its place at once: each piece stands beside or inside one that is
 * there before it. Yjs would keep the rest unseen as pending, or trip over a piece that stands beside itself.
 * Each piece is looked at as often as it waits for another, so a hostile order costs no more than its bytes.
 */
export function settlesWholly(structs: readonly Struct[], clockOf: (client: number) => number): boolean {
  const queues = new Map<number, Struct[]>();
  for (const struct of structs) {
    const queue = queues.get(struct.id.client);
    if (queue) queue.push(struct);
    else queues.set(struct.id.client, [struct]);
  }
  const reached = new Map<number, number>();
  const at = (client: number) => reached.get(client) ?? clockOf(client);
  const waiting = new Map<number, number[]>();
  const next = new Map<number, number>();
  const ready = [...queues.keys()];
  let placed = 0;
  for (let client = ready.pop(); client !== undefined; client = ready.pop()) {
    const queue = queues.get(client) ?? [];
    let index = next.get(client) ?? 0;
    for (; index < queue.length; index++) {
      const struct = queue[index];
      if (!struct) break;
      const missing = neededBy(struct).find((id) => id.clock >= at(id.client));
      if (missing) {
        if (missing.client === client || !queues.has(missing.client)) return false;
        waiting.set(missing.client, [...(waiting.get(missing.client) ?? []), client]);
        break;
      }
      reached.set(client, Math.max(at(client), struct.id.clock + struct.length));
      placed += 1;
    }
    const moved = index > (next.get(client) ?? 0);
    next.set(client, index);
    if (moved) {
      ready.push(...(waiting.get(client) ?? []));
      waiting.delete(client);
    }
  }
  return placed === structs.length;
}

function neededBy(struct: Struct): Y.ID[] {
  if (!(struct instanceof Y.Item)) return [];
  const parent: unknown = struct.parent;
  return [struct.origin, struct.rightOrigin, parent instanceof Y.ID ? parent : null].filter((id) => id !== null);
}
