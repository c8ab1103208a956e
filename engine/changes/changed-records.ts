/** What rows of the history mean for one who follows an object. Pure. */
import type { RecordChange } from "../../metadata/wire.ts";

/** A row of the history, of whatever object. */
export interface HistoryRow {
  /** Id of the object. */
  readonly object: string;
  readonly record: string;
  readonly revision: number;
  /** As the history has it: `transition:` and the name of a step is a change like any other. */
  readonly kind: string;
}

type Kind = Exclude<RecordChange["kind"], "gone">;

export interface ChangedRecord {
  readonly id: string;
  readonly revision: number;
  readonly kind: Kind;
}

const kinds: readonly Kind[] = ["created", "deleted", "restored"];

/** A record that was shared, or is so no more, is a new one to who sees it now. */
const kindOf = ({ kind }: HistoryRow): Kind =>
  kind === "shared" ? "created" : (kinds.find((known) => known === kind) ?? "changed");

/** Whoever hears of a record for the first time hears that it is new, whatever came after. */
const joined = (before: Kind, next: Kind): Kind => (next === "changed" ? before : next);

/** One change for each record, by the ids of their objects. The highest revision is the last. */
export function changedRecords(
  rows: readonly HistoryRow[],
): ReadonlyMap<string, readonly ChangedRecord[]> {
  const objects = new Map<string, Map<string, ChangedRecord>>();
  for (const row of rows.toSorted((left, right) => left.revision - right.revision)) {
    const records = objects.get(row.object) ?? new Map<string, ChangedRecord>();
    objects.set(row.object, records);
    const before = records.get(row.record);
    const kind = before === undefined ? kindOf(row) : joined(before.kind, kindOf(row));
    records.set(row.record, { id: row.record, revision: row.revision, kind });
  }
  return new Map([...objects].map(([object, records]) => [object, [...records.values()]]));
}

/** Records of which a receiver knows that they are there, as far as it is remembered. */
export interface KnownRecords {
  add(id: string): void;
  /** True when it was known. */
  forget(id: string): boolean;
}

/** Beyond `maximum` the longest known are forgotten: then nothing is said when they go. */
export function makeKnownRecords(maximum: number): KnownRecords {
  const ids = new Set<string>();
  return {
    add: (id) => {
      ids.delete(id);
      ids.add(id);
      const [oldest] = ids;
      if (ids.size > maximum && oldest !== undefined) ids.delete(oldest);
    },
    forget: (id) => ids.delete(id),
  };
}

/**
 * What a receiver is told. `within`: the changed records that he reaches now; null when he reaches
 * every record of the object. What he does not reach is told only if he was told of it before.
 */
export function toldChanges(
  object: string,
  changes: readonly ChangedRecord[],
  within: ReadonlySet<string> | null,
  known: KnownRecords,
): readonly RecordChange[] {
  return changes.flatMap(({ id, revision, kind }): readonly RecordChange[] => {
    // Of revision 0 is what nothing of the record has changed by: it was shared.
    if (within === null) return revision === 0 ? [] : [{ object, id, kind, revision }];
    if (!within.has(id)) return known.forget(id) ? [{ object, id, kind: "gone" }] : [];
    known.add(id);
    // It is within reach again by now, and the next look at the history says how.
    return [{ object, id, kind: kind === "deleted" ? "changed" : kind, revision }];
  });
}
