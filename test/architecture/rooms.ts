import type { ImportEdge } from './imports.ts';

/** An arrow between two rooms, with one import that makes it. */
export interface RoomEdge {
  readonly from: string;
  readonly to: string;
  readonly example: string;
}

/**
 * The room that a file is in, to so many levels: a folder, or the files that lie in a folder itself, which count as one
 * room beside its subfolders (`shared/checks/.`).
 */
export function roomOf(file: string, levels: number): string {
  const folders = file.split('/').slice(0, -1);
  return folders.length > levels ? folders.slice(0, levels + 1).join('/') : `${folders.join('/')}/.`;
}

/** The arrows between the rooms of a folder; type imports count. */
export function roomEdges(edges: readonly ImportEdge[], folder: string): readonly RoomEdge[] {
  const levels = folder.split('/').length;
  const inside = edges.filter(({ from, to }) => from.startsWith(`${folder}/`) && to.startsWith(`${folder}/`));
  const found = new Map<string, RoomEdge>();
  for (const edge of inside) {
    const [from, to] = [roomOf(edge.from, levels), roomOf(edge.to, levels)];
    if (from !== to) found.set(`${from} ${to}`, { from, to, example: `${edge.from} -> ${edge.to}` });
  }
  return [...found.values()];
}

/** A circle of arrows, one line for each with an import that makes it; empty where there is none. */
export function findCircle(edges: readonly RoomEdge[]): readonly string[] {
  const outgoing = Map.groupBy(edges, ({ from }) => from);
  const done = new Set<string>();
  const visit = (room: string, path: readonly RoomEdge[]): readonly string[] => {
    const start = path.findIndex(({ from }) => from === room);
    if (start >= 0) return path.slice(start).map(({ from, to, example }) => `${from} -> ${to} (${example})`);
    if (done.has(room)) return [];
    for (const edge of outgoing.get(room) ?? []) {
      const circle = visit(edge.to, [...path, edge]);
      if (circle.length > 0) return circle;
    }
    done.add(room);
    return [];
  };
  for (const room of outgoing.keys()) {
    const circle = visit(room, []);
    if (circle.length > 0) return circle;
  }
  return [];
}
