/** Records behind lookups, whole, for formulas that read through them. */
import { createSignal } from "solid-js";
import type { RecordJson } from "../../metadata/wire.ts";
import type { Client } from "../client/client.ts";

export interface RelatedRecords {
  /** `null` while it is on its way, or when it cannot be read; reactive. */
  readonly find: (object: string, id: string) => RecordJson | null;
  /** Drops what is known of an object, after its records changed. */
  readonly forget: (object: string) => void;
}

export function createRelatedRecords(client: Client): RelatedRecords {
  const known = new Map<string, () => RecordJson | null>();
  return {
    find: (object, id) => {
      const key = `${object}/${id}`;
      let record = known.get(key);
      if (record === undefined) {
        const [get, set] = createSignal<RecordJson | null>(null);
        record = get;
        known.set(key, get);
        void client.request<RecordJson>("GET", `/records/${object}/${id}`).then((answer) => {
          if (answer.ok) set(() => answer.body);
          else known.delete(key);
        });
      }
      return record();
    },
    forget: (object) => {
      for (const key of known.keys()) if (key.startsWith(`${object}/`)) known.delete(key);
    },
  };
}
