/** The calls of the page of scripts, and what is on it. */
import { createSignal } from "solid-js";
import type {
  ScriptCost,
  ScriptCosts,
  ScriptRunEntry,
  ScriptRunPage,
} from "../../metadata/automation-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { createPagedList, type PagedList } from "../pages/paged-list.ts";
import { createPersonNames } from "../pages/person-names.ts";

export interface RunFilters {
  /** Name of a script; empty: all of them. */
  readonly script: string;
  readonly failedOnly: boolean;
}

export interface ScriptsStore {
  readonly days: () => number;
  /** Undefined until they have come. */
  readonly costs: () => readonly ScriptCost[] | undefined;
  readonly runs: PagedList<ScriptRunEntry, RunFilters>;
  readonly failure: () => ProblemJson | undefined;
  /** What a person is called; undefined for one that is not known. */
  readonly personName: (id: string) => string | undefined;
  readonly showDays: (days: number) => void;
  readonly reload: () => Promise<void>;
}

export function createScriptsStore(client: Client): ScriptsStore {
  const [days, setDays] = createSignal(1);
  const [costs, setCosts] = createSignal<readonly ScriptCost[]>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const names = createPersonNames(client);
  const runs = createPagedList<ScriptRunEntry, RunFilters, ScriptRunPage>(
    client,
    "/scripts/runs",
    { script: "", failedOnly: true },
    ({ script, failedOnly }) => ({ script, failed: String(failedOnly) }),
  );
  let asked = 0;
  const loadCosts = async (): Promise<void> => {
    const turn = ++asked;
    const query = { days: days() };
    const answer = await client.request<ScriptCosts>("GET", "/scripts/costs", { query });
    // Another time was chosen meanwhile, and is asked for already.
    if (turn !== asked) return;
    setFailure(answer.ok ? undefined : answer.problem);
    if (answer.ok) setCosts(answer.body.data);
  };
  return {
    days,
    costs,
    runs,
    failure: () => failure() ?? runs.failure(),
    personName: names.nameOf,
    showDays: (next) => {
      setDays(next);
      void loadCosts();
    },
    reload: async () => {
      await Promise.all([loadCosts(), runs.reload(), names.load()]);
    },
  };
}
