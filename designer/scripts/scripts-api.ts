/** The calls of the page of scripts, and what is on it. */
import { createSignal } from "solid-js";
import type {
  ScriptCost,
  ScriptCosts,
  ScriptRunEntry,
  ScriptRunPage,
} from "../../metadata/automation-wire.ts";
import type { ProblemJson, RecordPage } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface RunFilters {
  /** Name of a script; empty: all of them. */
  readonly script: string;
  readonly failedOnly: boolean;
}

export interface ScriptsStore {
  readonly days: () => number;
  /** Undefined until they have come. */
  readonly costs: () => readonly ScriptCost[] | undefined;
  readonly runs: () => readonly ScriptRunEntry[] | undefined;
  readonly filters: () => RunFilters;
  readonly hasMore: () => boolean;
  readonly busy: () => boolean;
  readonly failure: () => ProblemJson | undefined;
  /** What a person is called; undefined for one that is not known. */
  readonly personName: (id: string) => string | undefined;
  readonly showDays: (days: number) => void;
  readonly filter: (changed: Partial<RunFilters>) => void;
  readonly reload: () => Promise<void>;
  readonly more: () => Promise<void>;
}

/** More people than these go by no name. */
const peopleMaximum = 1000;

export function createScriptsStore(client: Client): ScriptsStore {
  const [days, setDays] = createSignal(1);
  const [costs, setCosts] = createSignal<readonly ScriptCost[]>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const [people, setPeople] = createSignal<ReadonlyMap<string, string>>(new Map());
  const runs = createRuns(client, setFailure);
  let asked = 0;
  const loadCosts = async (): Promise<void> => {
    const turn = ++asked;
    const query = { days: days() };
    const answer = await client.request<ScriptCosts>("GET", "/scripts/costs", { query });
    // Another time was chosen meanwhile, and is asked for already.
    if (turn !== asked) return;
    if (answer.ok) setCosts(answer.body.data);
    else setFailure(answer.problem);
  };
  const loadPeople = async (): Promise<void> => {
    const query = { fields: "name", limit: peopleMaximum };
    const answer = await client.request<RecordPage>("GET", "/records/user", { query });
    if (answer.ok)
      setPeople(new Map(answer.body.data.map(({ id, name }) => [id, String(name ?? "")])));
  };
  return {
    ...runs,
    days,
    costs,
    failure,
    personName: (id) => people().get(id),
    showDays: (next) => {
      setDays(next);
      setFailure(undefined);
      void loadCosts();
    },
    reload: async () => {
      setFailure(undefined);
      await Promise.all([loadCosts(), runs.load(null), loadPeople()]);
    },
    more: () => runs.load(runs.next()),
  };
}

function createRuns(client: Client, onFailure: (problem: ProblemJson | undefined) => void) {
  const [page, setPage] = createSignal<ScriptRunPage>();
  const [filters, setFilters] = createSignal<RunFilters>({ script: "", failedOnly: true });
  const [busy, setBusy] = createSignal(false);
  let asked = 0;
  const load = async (after: string | null): Promise<void> => {
    const turn = ++asked;
    setBusy(true);
    const { script, failedOnly } = filters();
    const answer = await client.request<ScriptRunPage>("GET", "/scripts/runs", {
      query: {
        failed: String(failedOnly),
        ...(script === "" ? {} : { script }),
        ...(after === null ? {} : { after }),
      },
    });
    if (turn !== asked) return;
    setBusy(false);
    if (!answer.ok) return onFailure(answer.problem);
    const before = after === null ? [] : (page()?.data ?? []);
    setPage({ ...answer.body, data: [...before, ...answer.body.data] });
  };
  return {
    runs: () => page()?.data,
    next: () => page()?.next ?? null,
    hasMore: () => page()?.next != null,
    filters,
    busy,
    filter: (changed: Partial<RunFilters>) => {
      setFilters((before) => ({ ...before, ...changed }));
      onFailure(undefined);
      void load(null);
    },
    load,
  };
}
