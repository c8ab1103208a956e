import { createSignal, onCleanup, onMount, Show } from "solid-js";
import type { Client } from "../../runtime/client/client.ts";
import { LinkButton } from "../../runtime/ui/button.tsx";
import { EmptyState } from "../../runtime/ui/message.tsx";
import { runMessages, runText } from "../language/runs/messages.ts";
import { filteredAddress, isFiltered } from "../pages/list-filters.tsx";
import { ListRows } from "../pages/list-rows.tsx";
import { LoadFailure, PlainPage } from "../pages/plain-page.tsx";
import { RunFilterBar } from "./run-filters.tsx";
import { RunView } from "./run-view.tsx";
import { createRunsStore, type RunFilters, type RunsStore } from "./runs-api.ts";
import { RunsTable } from "./runs-table.tsx";
import "./runs.css";

await runMessages.ready();

/** `/{workspace}/designer/runs`: what workflows do; `?run=` is one run, the other keys are filters. */
export default function RunsPage(props: { readonly client: Client }) {
  const asked = new URLSearchParams(location.search);
  const [run, setRun] = createSignal(asked.get("run"));
  const first = { workflow: "", status: "", record: "", ...Object.fromEntries(asked) };
  const { workflow, status, record } = first;
  const store = createRunsStore(props.client, { workflow, status, record });
  const show = (id: string | null) => {
    setRun(id);
    history.pushState(null, "", filteredAddress(id === null ? store.filters() : { run: id }));
  };
  const goBack = () => setRun(new URLSearchParams(location.search).get("run"));
  addEventListener("popstate", goBack);
  onCleanup(() => removeEventListener("popstate", goBack));
  onMount(() => void store.reload());
  return (
    <Show
      when={run()}
      keyed
      fallback={
        <RunList
          store={store}
          onRun={show}
          onFilter={(changed) => {
            void store.filter(changed);
            history.replaceState(null, "", filteredAddress(store.filters()));
          }}
        />
      }
    >
      {(id) => <RunView store={store} id={id} onRun={show} />}
    </Show>
  );
}

function RunList(props: {
  readonly store: RunsStore;
  readonly onRun: (id: string) => void;
  readonly onFilter: (changed: Partial<RunFilters>) => void;
}) {
  const { store } = props;
  const filtered = () => isFiltered(store.filters());
  const { workspace } = store.client;
  return (
    <PlainPage
      workspace={workspace}
      title={runText("runs")}
      class="runs"
      actions={
        <LinkButton href={`/${workspace}/designer/deliveries`}>{runText("deliveries")}</LinkButton>
      }
    >
      <RunFilterBar store={store} onFilter={props.onFilter} />
      <LoadFailure problem={store.failure()} onRetry={() => void store.reload()} />
      <ListRows
        list={store}
        empty={
          <EmptyState
            icon="history"
            title={runText(filtered() ? "none_found" : "no_runs")}
            text={filtered() ? undefined : runText("no_runs_text")}
          />
        }
      >
        {(runs) => (
          <RunsTable
            store={store}
            runs={runs()}
            onRun={props.onRun}
            onRecord={(id) => props.onFilter({ record: id })}
          />
        )}
      </ListRows>
    </PlainPage>
  );
}
