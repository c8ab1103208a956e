/**
 * What a notice of a subscription keeps: ids of records, fields and people, and no word. The words
 * are made when somebody reads it, of what he may see then. Pure.
 */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Place } from "./touched-fields.ts";

export const toldKinds = ["created", "changed", "deleted"] as const;
export type ToldKind = (typeof toldKinds)[number];

/** What one person has done with a record. */
export interface ToldWrite {
  /** Null: nobody, the engine itself. */
  readonly by: string | null;
  readonly kind: ToldKind;
  readonly places: readonly Place[];
}

export interface ToldRecord {
  readonly id: string;
  readonly writes: readonly ToldWrite[];
}

export interface Told {
  /** Id of the object. */
  readonly object: string;
  /** The record that is followed; null: a list. */
  readonly record: string | null;
  /** What its person calls the list, and how his screen shows it. */
  readonly title: string | null;
  readonly view: string | null;
  /** What was written last comes last. */
  readonly records: readonly ToldRecord[];
  /** There were more than are kept. */
  readonly more: boolean;
}

/** Records of one notice. */
export const toldRecordsMaximum = 100;

/** `told` with what came later. */
export function addTold(told: Told, later: readonly ToldRecord[]): Told {
  const records = new Map(told.records.map((record) => [record.id, record]));
  for (const { id, writes } of later) {
    const before = records.get(id)?.writes ?? [];
    records.delete(id);
    records.set(id, { id, writes: writes.reduce(addWrite, before) });
  }
  const all = [...records.values()];
  return {
    ...told,
    records: all.slice(-toldRecordsMaximum),
    more: told.more || all.length > toldRecordsMaximum,
  };
}

/** Each person once; a record is new for who hears of it for the first time, whatever came after. */
export function addWrite(writes: readonly ToldWrite[], write: ToldWrite): readonly ToldWrite[] {
  const before = writes.find(({ by }) => by === write.by);
  if (before === undefined) return [...writes, write];
  const joined: ToldWrite = {
    by: write.by,
    kind: write.kind === "changed" ? before.kind : write.kind,
    places: [...new Set([...before.places, ...write.places])],
  };
  return [...writes.filter((each) => each !== before), joined];
}

/** As it is kept; null when it is none. */
export function readTold(json: string | null | undefined): Told | null {
  const value: unknown = JSON.parse(json ?? "null");
  if (!isJsonObject(value) || !Array.isArray(value.records)) return null;
  return {
    object: String(value.object),
    record: textOrNull(value.record),
    title: textOrNull(value.title),
    view: textOrNull(value.view),
    records: value.records.filter(isJsonObject).map(({ id, writes }) => ({
      id: String(id),
      writes: Array.isArray(writes) ? writes.filter(isJsonObject).map(writeOf) : [],
    })),
    more: value.more === true,
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);

const writeOf = ({ by, kind, places }: Readonly<Record<string, unknown>>): ToldWrite => ({
  by: textOrNull(by),
  kind: toldKinds.find((known) => known === kind) ?? "changed",
  places: Array.isArray(places) ? places.map(String) : [],
});
