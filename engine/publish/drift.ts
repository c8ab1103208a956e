/** Where the tables of a workspace are not what its published models imply. */
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { expectedShape } from "./expected-shape.ts";
import { readShape, type Shape, type TableShape } from "./shape.ts";

export interface Drift {
  readonly table: string;
  readonly part: "table" | "column" | "index" | "constraint";
  readonly name: string;
  /** As the models imply it; null for what they do not know. */
  readonly expected: string | null;
  /** As the database has it; null for what is missing. */
  readonly found: string | null;
}

/** Compares the tables of objects with the catalog; what waits hidden (`$…`) is no drift. */
export async function findDrift(executor: Executor, catalog: Catalog): Promise<readonly Drift[]> {
  return compareShapes(
    expectedShape(catalog.schema, catalog.objects),
    await readShape(executor, catalog.schema),
  );
}

/** Names that begin with `$` are the engine's own: removed and former columns. */
const isHidden = (name: string): boolean => name.startsWith("$");

export function compareShapes(expected: Shape, found: Shape): readonly Drift[] {
  const tables = new Set([...expected.keys(), ...found.keys()]);
  return [...tables].sort().flatMap((table): readonly Drift[] => {
    const should = expected.get(table);
    const is = found.get(table);
    if (should === undefined || is === undefined) {
      const state = (shape: TableShape | undefined) => (shape === undefined ? null : "present");
      return [{ table, part: "table", name: table, expected: state(should), found: state(is) }];
    }
    return [
      ...compareParts(table, "column", should.columns, is.columns),
      ...compareParts(table, "index", should.indexes, is.indexes),
      ...compareParts(table, "constraint", should.constraints, is.constraints),
    ];
  });
}

function compareParts(
  table: string,
  part: Drift["part"],
  expected: ReadonlyMap<string, string>,
  found: ReadonlyMap<string, string>,
): readonly Drift[] {
  const names = [...new Set([...expected.keys(), ...found.keys()])].filter(
    (name) => !isHidden(name),
  );
  return names.sort().flatMap((name) => {
    const should = expected.get(name) ?? null;
    const is = found.get(name) ?? null;
    return should === is ? [] : [{ table, part, name, expected: should, found: is }];
  });
}
