/**
 * Titles of records by id, for lookups in forms, lines and filters. Asked for one by one,
 * fetched together: one request per object and turn of the event loop.
 */
import { createSignal } from "solid-js";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { RecordJson, RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../client/client.ts";
import { locale, timeZone } from "../language/locale.ts";
import type { CatalogStore } from "./catalog-store.ts";
import { textLiteral } from "./filter-expression.ts";

export interface RecordTitles {
  /** The title; `undefined` while it is on its way, `null` for a record that cannot be read. */
  readonly title: (object: string, id: string) => string | null | undefined;
  /** Keeps a title that an answer has brought along. */
  readonly remember: (object: string, id: string, title: string) => void;
  /** Drops what is known of an object, after its records changed. */
  readonly forget: (object: string) => void;
}

const idsPerRequest = 100;

export function createRecordTitles(client: Client, catalog: CatalogStore): RecordTitles {
  const known = new Map<string, Signal>();
  const waiting = new Map<string, Set<string>>();

  const signalOf = (object: string, id: string) => {
    const key = `${object}/${id}`;
    let signal = known.get(key);
    if (signal === undefined) {
      signal = createTitleSignal();
      known.set(key, signal);
    }
    return signal;
  };

  const fetchWaiting = async (object: string) => {
    const ids = [...(waiting.get(object) ?? [])];
    waiting.delete(object);
    const model = await catalog.whenModel(object);
    for (let start = 0; start < ids.length; start += idsPerRequest) {
      const part = ids.slice(start, start + idsPerRequest);
      const found = model ? await fetchTitles(client, model, part) : new Map<string, string>();
      for (const id of part) signalOf(object, id).set(found?.get(id) ?? null);
    }
  };

  return {
    title: (object, id) => {
      const current = signalOf(object, id).get();
      if (current !== undefined) return current;
      const queue = waiting.get(object);
      if (queue) queue.add(id);
      else {
        waiting.set(object, new Set([id]));
        queueMicrotask(() => void fetchWaiting(object));
      }
      return undefined;
    },
    remember: (object, id, title) => signalOf(object, id).set(title),
    forget: (object) => {
      for (const key of known.keys()) if (key.startsWith(`${object}/`)) known.delete(key);
    },
  };
}

interface Signal {
  readonly get: () => string | null | undefined;
  readonly set: (title: string | null) => void;
}

function createTitleSignal(): Signal {
  const [get, set] = createSignal<string | null | undefined>(undefined);
  return { get, set: (title) => void set(title) };
}

async function fetchTitles(
  client: Client,
  model: ObjectModel,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const list = ids.map((id) => textLiteral(id)).join(", ");
  const answer = await client.request<RecordPage>("GET", `/records/${model.name}`, {
    query: { filter: `id in [${list}]`, fields: model.recordTitle, limit: ids.length },
  });
  if (!answer.ok) return undefined;
  return new Map(answer.body.data.map((record) => [record.id, recordTitleOf(model, record)]));
}

/** The text that stands for a record, from its title field; empty when that is empty. */
export function recordTitleOf(model: ObjectModel, record: Partial<RecordJson>): string {
  const field = model.byName.get(model.recordTitle);
  const value = record[model.recordTitle];
  if (field === undefined || value === null || value === undefined) return "";
  return field.type.format(value, field.schema, { locale: locale(), timeZone });
}
