/** What records are called, for pages that tell what happened to them. */
import { createSignal } from "solid-js";
import type { PublishedMetadata, RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

/** A record by the name of its object. */
export interface NamedRecord {
  readonly object: string | null;
  readonly record: string | null;
}

export interface RecordNames {
  readonly objectTitle: (object: string) => string;
  /** Undefined while it is on its way, for one that is gone, and for objects without titles. */
  readonly recordTitle: (record: NamedRecord) => string | undefined;
  /** Asks for those that are not known yet. */
  readonly load: (records: readonly NamedRecord[]) => Promise<void>;
}

type Index = PublishedMetadata["index"];

/** Titles that one call asks for. */
const titlesMaximum = 200;

export function createRecordNames(client: Client): RecordNames {
  const [index, setIndex] = createSignal<Index>([]);
  const [titles, setTitles] = createSignal<ReadonlyMap<string, string>>(new Map());
  let asked: Promise<void> | undefined;
  const loadIndex = async () => {
    // The index alone: no object in whole.
    const query = { objects: "" };
    const answer = await client.request<PublishedMetadata>("GET", "/metadata", { query });
    if (answer.ok) setIndex(answer.body.index);
  };
  const loadObject = async (object: string, ids: readonly string[]) => {
    const field = index().find(({ name }) => name === object)?.record_title ?? "id";
    if (field === "id" || ids.length === 0) return;
    const filter = `id in [${ids.map((id) => JSON.stringify(id)).join(", ")}]`;
    const query = { filter, fields: field, limit: titlesMaximum };
    const answer = await client.request<RecordPage>("GET", `/records/${object}`, { query });
    if (!answer.ok) return;
    const found = answer.body.data.map(
      (row) => [keyOf(object, row.id), written(row[field])] as const,
    );
    setTitles((known) => new Map([...known, ...found]));
  };
  return {
    objectTitle: (object) => index().find(({ name }) => name === object)?.title ?? object,
    recordTitle: ({ object, record }) => titles().get(keyOf(object, record)) || undefined,
    load: async (records) => {
      asked ??= loadIndex();
      await asked;
      const wanted = new Map<string, Set<string>>();
      for (const { object, record } of records) {
        if (object === null || record === null || titles().has(keyOf(object, record))) continue;
        wanted.set(object, (wanted.get(object) ?? new Set()).add(record));
      }
      await Promise.all(
        [...wanted].map(([object, ids]) => loadObject(object, [...ids].slice(0, titlesMaximum))),
      );
    },
  };
}

const keyOf = (object: string | null, record: string | null): string => `${object}/${record}`;

const written = (value: unknown): string =>
  typeof value === "string" || typeof value === "number" ? String(value) : "";
