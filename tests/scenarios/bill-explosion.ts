/** Bills of materials by assembly, level by level; the numbers are those of products. */
import type Big from "big.js";

export interface Line {
  readonly id: string;
  /** Null: the component is a product at the top. */
  readonly assembly: number | null;
  readonly component: number;
  readonly componentId: string;
  readonly quantity: Big;
}

export interface BillPlan {
  readonly lines: ReadonlyMap<number | null, readonly Line[]>;
  /** Products that are made of themselves, however deep. */
  readonly cycles: readonly number[];
}

export function planOf(all: readonly Line[]): BillPlan {
  const lines = Map.groupBy(all, ({ assembly }) => assembly);
  const done = new Set<number>();
  const cycles: number[] = [];
  const visit = (product: number, path: ReadonlySet<number>): void => {
    if (path.has(product)) cycles.push(product);
    if (path.has(product) || done.has(product)) return;
    const next = new Set([...path, product]);
    for (const { component } of lines.get(product) ?? []) visit(component, next);
    done.add(product);
  };
  for (const product of lines.keys()) if (product !== null) visit(product, new Set());
  return { lines, cycles };
}

export interface Made {
  readonly number: number;
  readonly id: string;
  readonly units: Big;
}

/** The components of the nodes of one level, each below the node that it is for. */
export const exploded = (plan: BillPlan, above: readonly Made[]) =>
  above.flatMap(({ number, id, units }) =>
    (plan.lines.get(number) ?? []).map((line) => ({
      line,
      parent: id,
      units: units.times(line.quantity),
    })),
  );
