/** The records of the matrix as plain values: what they are, what they were, and whose they are. */

export type Values = Readonly<Record<string, unknown>>;

export interface PlainRecord {
  readonly object: string;
  /** Its place among those of its object. */
  readonly index: number;
  id: string;
  owner: string;
  revision: number;
  /** Computed fields among them. Child rows are lists of values with ids. */
  now: Values;
  /** At its first revision. */
  former: Values;
}

export interface PlainShare {
  readonly record: string;
  /** A person or a team. */
  readonly receiver: string;
  readonly access: "read" | "update";
}

export interface PlainData {
  /** By name of the object, in the order of their places. */
  readonly records: ReadonlyMap<string, readonly PlainRecord[]>;
  readonly shares: readonly PlainShare[];
  readonly viewer: string;
}

export const everyRecord = ({ records }: PlainData): readonly PlainRecord[] =>
  [...records.values()].flat();

export const recordsOf = ({ records }: PlainData, object: string): readonly PlainRecord[] =>
  records.get(object) ?? [];

export const recordNamed = (data: PlainData, object: string, id: unknown): PlainRecord | null =>
  recordsOf(data, object).find((record) => record.id === id) ?? null;

const list = (value: unknown): readonly Values[] =>
  Array.isArray(value) ? (value as readonly Values[]) : [];

/** The values at a path: one of the record, one of each row of child rows. */
export function valuesAt(values: Values, path: string): readonly unknown[] {
  const [first = "", second] = path.split(".");
  return second === undefined ? [values[first]] : list(values[first]).map((row) => row[second]);
}

export const rowsAt = (values: Values, name: string): readonly Values[] => list(values[name]);
