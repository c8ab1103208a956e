/** The calls of the page of deliveries, and what is on it. */
import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import type {
  DeliveryEntry,
  DeliveryPage,
  EndpointEntry,
  EndpointList,
} from "../../metadata/workflow-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { createPagedList, type PagedList } from "../pages/paged-list.ts";
import { createPersonNames, type PersonNames } from "../pages/person-names.ts";
import { createRecordNames, type RecordNames } from "../pages/record-names.ts";

/** Empty texts ask for everything. */
export interface DeliveryFilters {
  readonly status: string;
  readonly run: string;
}

export interface EndpointChange {
  readonly url: string;
  readonly format: string;
  /** Absent: it stays as it is. */
  readonly secret?: string;
}

export interface DeliveriesStore extends PagedList<DeliveryEntry, DeliveryFilters> {
  readonly client: Client;
  readonly records: RecordNames;
  readonly people: PersonNames;
  /** Undefined until they have come. */
  readonly endpoints: () => readonly EndpointEntry[] | undefined;
  readonly resend: (id: string) => Promise<ProblemJson | null>;
  readonly write: (name: string, change: EndpointChange) => Promise<ProblemJson | null>;
  readonly remove: (name: string) => Promise<ProblemJson | null>;
  /** How many deliveries were kept meanwhile. */
  readonly resume: (name: string) => Promise<ProblemJson | number>;
}

export function createDeliveriesStore(client: Client, first: DeliveryFilters): DeliveriesStore {
  const list = createPagedList<DeliveryEntry, DeliveryFilters, DeliveryPage>(
    client,
    "/deliveries",
    first,
    ({ status, run }) => ({ status, run }),
  );
  const records = createRecordNames(client);
  const people = createPersonNames(client);
  const [endpoints, setEndpoints] = createSignal<readonly EndpointEntry[]>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const loadEndpoints = async (): Promise<void> => {
    const answer = await client.request<EndpointList>("GET", "/endpoints");
    setFailure(answer.ok ? undefined : answer.problem);
    if (answer.ok) setEndpoints(answer.body.data);
  };
  const named = async (loading: Promise<void>) => {
    await loading;
    await records.load(list.rows() ?? []);
  };
  const at = (name: string) => `/endpoints/${encodeURIComponent(name)}`;
  const changed = async (asked: Promise<{ ok: boolean; problem?: ProblemJson }>) => {
    const { problem } = await asked;
    await loadEndpoints();
    return problem ?? null;
  };
  return {
    ...list,
    client,
    records,
    people,
    endpoints,
    failure: () => failure() ?? list.failure(),
    reload: async () => {
      await Promise.all([named(list.reload()), loadEndpoints(), people.load()]);
    },
    more: () => named(list.more()),
    filter: (wanted) => named(list.filter(wanted)),
    resend: async (id) => {
      const answer = await client.request("POST", `/deliveries/${id}/resend`, { body: {} });
      await list.reload();
      return answer.ok ? null : answer.problem;
    },
    write: (name, body) => changed(client.request("PUT", at(name), { body })),
    remove: (name) => changed(client.request("DELETE", at(name))),
    resume: async (name) => {
      const path = `${at(name)}/resume`;
      const answer = await client.request<{ readonly released: number }>("POST", path, {
        body: {},
      });
      await Promise.all([loadEndpoints(), list.reload()]);
      return answer.ok ? answer.body.released : answer.problem;
    },
  };
}
