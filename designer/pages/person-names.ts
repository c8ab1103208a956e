/** What people are called, for pages that tell what they did. */
import { createSignal } from "solid-js";
import type { RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface NamedPerson {
  readonly id: string;
  readonly name: string;
}

export interface PersonNames {
  /** By name. */
  readonly people: () => readonly NamedPerson[];
  /** Undefined for somebody who is not known. */
  readonly nameOf: (id: string) => string | undefined;
  readonly load: () => Promise<void>;
}

/** More people than these are found by asking the API. */
const peopleMaximum = 1000;

export function createPersonNames(client: Client): PersonNames {
  const [people, setPeople] = createSignal<readonly NamedPerson[]>([]);
  return {
    people,
    nameOf: (id) => people().find((person) => person.id === id)?.name,
    load: async () => {
      const query = { fields: "name", sort: "name", limit: peopleMaximum };
      const answer = await client.request<RecordPage>("GET", "/records/user", { query });
      if (answer.ok)
        setPeople(answer.body.data.map(({ id, name }) => ({ id, name: String(name ?? id) })));
    },
  };
}
