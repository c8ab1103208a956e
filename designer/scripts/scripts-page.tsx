import { createSignal, onMount, Show } from "solid-js";
import type { ScriptRunEntry } from "../../metadata/automation-wire.ts";
import type { Client } from "../../runtime/client/client.ts";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { scriptMessages, scriptText } from "../language/scripts/messages.ts";
import { FilterChoice } from "../pages/list-filters.tsx";
import { ListRows } from "../pages/list-rows.tsx";
import { LoadFailure, Loading, PlainPage } from "../pages/plain-page.tsx";
import { CostsTable } from "./costs-table.tsx";
import { RunDialog } from "./run-dialog.tsx";
import { RunsTable } from "./runs-table.tsx";
import { createScriptsStore, type ScriptsStore } from "./scripts-api.ts";
import "./scripts.css";

await scriptMessages.ready();

/** `/{workspace}/designer/scripts`: what scripts cost and how they ended; `?run=` is one run. */
export default function ScriptsPage(props: { readonly client: Client }) {
  const store = createScriptsStore(props.client);
  const asked = new URLSearchParams(location.search).get("run");
  const [run, setRun] = createSignal(asked ?? undefined);
  const show = (id: string | undefined) => {
    setRun(id);
    history.replaceState(null, "", id === undefined ? location.pathname : `?run=${id}`);
  };
  onMount(() => void store.reload());
  const nameOf = ({ by }: ScriptRunEntry) =>
    by === null ? scriptText("system") : store.personName(by) || scriptText("somebody");
  return (
    <PlainPage workspace={props.client.workspace} title={scriptText("scripts")} class="scripts">
      <LoadFailure problem={store.failure()} onRetry={() => void store.reload()} />
      <Costs store={store} />
      <Runs store={store} nameOf={nameOf} onRun={show} />
      <Show when={run()}>
        {(id) => (
          <RunDialog
            client={props.client}
            id={id()}
            nameOf={nameOf}
            onClose={() => show(undefined)}
          />
        )}
      </Show>
    </PlainPage>
  );
}

const periods = [
  { days: 1, label: "last_day" },
  { days: 7, label: "last_week" },
] as const;

function Costs(props: { readonly store: ScriptsStore }) {
  const { store } = props;
  return (
    <section class="plain-page-section" data-costs aria-label={scriptText("costs")}>
      <div class="plain-page-bar">
        <h2>{scriptText("costs")}</h2>
        <Select
          aria-label={scriptText("period")}
          name="scripts_period"
          value={String(store.days())}
          options={periods.map(({ days, label }) => ({
            value: String(days),
            label: scriptText(label),
          }))}
          onChange={(days) => store.showDays(Number(days))}
        />
      </div>
      <Show when={store.costs()} fallback={<Loading failed={store.failure() !== undefined} />}>
        {(costs) => (
          <Show
            when={costs().length > 0}
            fallback={<p class="plain-page-none">{scriptText("no_costs")}</p>}
          >
            <CostsTable costs={costs()} onScript={(script) => store.runs.filter({ script })} />
          </Show>
        )}
      </Show>
    </section>
  );
}

function Runs(props: {
  readonly store: ScriptsStore;
  readonly nameOf: (run: ScriptRunEntry) => string;
  readonly onRun: (id: string) => void;
}) {
  const { store } = props;
  const failedOnly = () => store.runs.filters().failedOnly;
  return (
    <section class="plain-page-section" data-runs aria-label={scriptText("runs")}>
      <h2>{scriptText("runs")}</h2>
      <p class="muted">{scriptText("runs_hint")}</p>
      <RunFilterBar store={store} />
      <ListRows
        list={store.runs}
        empty={
          <EmptyState
            icon={failedOnly() ? "circle-check" : "history"}
            title={scriptText(failedOnly() ? "no_failed_runs" : "no_runs")}
          />
        }
      >
        {(runs) => <RunsTable runs={runs()} nameOf={props.nameOf} onRun={props.onRun} />}
      </ListRows>
    </section>
  );
}

function RunFilterBar(props: { readonly store: ScriptsStore }) {
  const filters = () => props.store.runs.filters();
  /** The chosen one stays, also when it has not run of late. */
  const names = () => {
    const ran = (props.store.costs() ?? []).map(({ script }) => script);
    return [...new Set([...ran, filters().script])].filter((name) => name !== "").toSorted();
  };
  return (
    <div class="plain-page-filters" role="search">
      <FilterChoice
        label={scriptText("script")}
        name="scripts_script"
        value={filters().script}
        all={scriptText("every_script")}
        options={names().map((name) => ({ value: name, label: name }))}
        onChange={(script) => props.store.runs.filter({ script })}
      />
      <FilterChoice
        label={scriptText("outcome")}
        name="scripts_outcome"
        value={String(filters().failedOnly)}
        options={[
          { value: "true", label: scriptText("failed_only") },
          { value: "false", label: scriptText("every_outcome") },
        ]}
        onChange={(value) => props.store.runs.filter({ failedOnly: value === "true" })}
      />
    </div>
  );
}
