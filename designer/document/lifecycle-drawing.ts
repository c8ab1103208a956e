/** Where the states and steps of a lifecycle stand in a drawing: columns by distance from the start. */
import type { Lifecycle } from "../../metadata/model/lifecycle.ts";

export interface StateBox {
  readonly state: string;
  readonly x: number;
  readonly y: number;
}

export interface StepArrow {
  readonly from: string;
  readonly to: string;
  /** Positions of the steps in the lifecycle. */
  readonly steps: readonly number[];
  /** An SVG path from box to box. */
  readonly path: string;
  readonly label: { readonly x: number; readonly y: number };
}

export interface LifecycleDrawing {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly StateBox[];
  readonly arrows: readonly StepArrow[];
}

export const stateSize = { width: 120, height: 32 } as const;
const gap = { x: 110, y: 26 } as const;
const margin = 12;
/** Height of the arcs that pass over or under other columns, for each column they pass. */
const arc = 30;

/** How many steps each state is away from the first; states without a way stand in a column of their own. */
function distances({ states, initial, transitions }: Lifecycle): ReadonlyMap<string, number> {
  const found = new Map([[initial, 0]]);
  for (const state of found.keys()) {
    for (const { from, to } of transitions) {
      if (from.includes(state) && states.includes(to) && !found.has(to)) {
        found.set(to, (found.get(state) ?? 0) + 1);
      }
    }
  }
  const last = Math.max(...found.values()) + 1;
  for (const state of states) if (!found.has(state)) found.set(state, last);
  return found;
}

export function drawLifecycle(lifecycle: Lifecycle): LifecycleDrawing {
  const column = distances(lifecycle);
  const states = lifecycle.states.filter((state) => column.has(state));
  const columns = Math.max(0, ...column.values()) + 1;
  const inColumn = (at: number) => states.filter((state) => column.get(state) === at);
  const rows = Math.max(1, ...Array.from({ length: columns }, (_, at) => inColumn(at).length));
  const pairs = stepPairs(lifecycle, states);
  const reach = (wanted: (span: number) => boolean) =>
    Math.max(
      0,
      ...pairs.map(({ from, to }) => {
        const span = (column.get(to) ?? 0) - (column.get(from) ?? 0);
        return wanted(span) ? Math.abs(span) : 0;
      }),
    );
  const above = reach((span) => span > 1) * arc;
  const below = reach((span) => span < 0) * arc;
  const pitch = stateSize.height + gap.y;
  const boxes = states.map((state) => {
    const at = column.get(state) ?? 0;
    const list = inColumn(at);
    const offset = ((rows - list.length) * pitch) / 2;
    return {
      state,
      x: margin + at * (stateSize.width + gap.x),
      y: margin + above + offset + list.indexOf(state) * pitch,
    };
  });
  return {
    width: 2 * margin + columns * (stateSize.width + gap.x) - gap.x,
    height: 2 * margin + above + below + rows * pitch - gap.y,
    boxes,
    arrows: pairs.flatMap((pair) => arrowOf(pair, boxes, column) ?? []),
  };
}

interface StepPair {
  readonly from: string;
  readonly to: string;
  readonly steps: readonly number[];
}

/** Steps that lead from one state to another share an arrow. */
function stepPairs({ transitions }: Lifecycle, states: readonly string[]): readonly StepPair[] {
  const pairs = new Map<string, StepPair>();
  transitions.forEach(({ from, to }, index) => {
    for (const state of from) {
      if (!states.includes(state) || !states.includes(to)) continue;
      const key = JSON.stringify([state, to]);
      const steps = [...(pairs.get(key)?.steps ?? []), index];
      pairs.set(key, { from: state, to, steps });
    }
  });
  return [...pairs.values()];
}

function arrowOf(
  pair: StepPair,
  boxes: readonly StateBox[],
  column: ReadonlyMap<string, number>,
): StepArrow | null {
  const start = boxes.find(({ state }) => state === pair.from);
  const end = boxes.find(({ state }) => state === pair.to);
  if (!start || !end) return null;
  const span = (column.get(pair.to) ?? 0) - (column.get(pair.from) ?? 0);
  const { width, height } = stateSize;
  if (span === 1) {
    const [x1, y1, x2, y2] = [start.x + width, start.y + height / 2, end.x, end.y + height / 2];
    const middle = (x1 + x2) / 2;
    const path = `M${x1},${y1} C${middle},${y1} ${middle},${y2} ${x2},${y2}`;
    return { ...pair, path, label: { x: middle, y: (y1 + y2) / 2 } };
  }
  if (span === 0) {
    const down = end.y > start.y;
    const x = start.x + width / 2 + (down ? 14 : -14);
    const [y1, y2] = down ? [start.y + height, end.y] : [start.y, end.y + height];
    return {
      ...pair,
      path: `M${x},${y1} L${x},${y2}`,
      label: { x: x + (down ? 26 : -26), y: (y1 + y2) / 2 },
    };
  }
  const over = span > 0;
  const edge = over ? 0 : height;
  const [x1, x2] = [start.x + width / 2 + (over ? 12 : -12), end.x + width / 2 + (over ? -12 : 12)];
  const [y1, y2] = [start.y + edge, end.y + edge];
  const swing = Math.abs(span) * arc * 1.3;
  const turn = over ? Math.min(y1, y2) - swing : Math.max(y1, y2) + swing;
  const path = `M${x1},${y1} C${x1},${turn} ${x2},${turn} ${x2},${y2}`;
  return { ...pair, path, label: { x: (x1 + x2) / 2, y: (y1 + y2) / 8 + (turn * 3) / 4 } };
}
