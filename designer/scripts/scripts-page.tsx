import { createSignal, onMount, Show } from "solid-js";
import type { ScriptRunEntry } from "../../metadata/automation-wire.ts";
import { problemSentence } from "../../runtime/blocks/problem-view.tsx";
import type { Client } from "../../runtime/client/client.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Icon } from "../../runtime/ui/icon.tsx";
import { EmptyState, Notice, Skeleton } from "../../runtime/ui/message.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { scriptMessages, scriptText } from "../language/scripts/messages.ts";
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
  onMount(() => {
    document.title = `${scriptText("scripts")} · ${props.client.workspace}`;
    void store.reload();
  });
  const nameOf = ({ by }: ScriptRunEntry) =>
    by === null ? scriptText("system") : store.personName(by) || scriptText("somebody");
  return (
    <div class="scripts">
      <header class="scripts-head">
        <a class="scripts-back" href={`/${props.client.workspace}/`}>
          <Icon name="arrow-left" size={14} />
          {scriptText("back")}
        </a>
        <h1>{scriptText("scripts")}</h1>
      </header>
      <main class="scripts-body">
        <Show when={store.failure()}>
          {(problem) => (
            <Notice kind="danger" alert>
              {problemSentence(problem())}{" "}
              <Button small onClick={() => void store.reload()}>
                {scriptText("retry")}
              </Button>
            </Notice>
          )}
        </Show>
        <Costs store={store} />
        <Runs store={store} nameOf={nameOf} onRun={show} />
      </main>
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
    </div>
  );
}

const periods = [
  { days: 1, label: "last_day" },
  { days: 7, label: "last_week" },
] as const;

function Costs(props: { readonly store: ScriptsStore }) {
  const { store } = props;
  return (
    <section class="scripts-section" data-costs aria-label={scriptText("costs")}>
      <div class="scripts-bar">
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
            fallback={<p class="scripts-none">{scriptText("no_costs")}</p>}
          >
            <CostsTable costs={costs()} onScript={(script) => store.filter({ script })} />
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
  const failedOnly = () => store.filters().failedOnly;
  return (
    <section class="scripts-section" data-runs aria-label={scriptText("runs")}>
      <h2>{scriptText("runs")}</h2>
      <p class="muted">{scriptText("runs_hint")}</p>
      <RunFilterBar store={store} />
      <Show when={store.runs()} fallback={<Loading failed={store.failure() !== undefined} />}>
        {(runs) => (
          <Show
            when={runs().length > 0}
            fallback={
              <EmptyState
                icon={failedOnly() ? "circle-check" : "history"}
                title={scriptText(failedOnly() ? "no_failed_runs" : "no_runs")}
              />
            }
          >
            <RunsTable runs={runs()} nameOf={props.nameOf} onRun={props.onRun} />
          </Show>
        )}
      </Show>
      <Show when={store.hasMore()}>
        <Button busy={store.busy()} onClick={() => void store.more()}>
          {scriptText("more")}
        </Button>
      </Show>
    </section>
  );
}

function RunFilterBar(props: { readonly store: ScriptsStore }) {
  const filters = () => props.store.filters();
  /** The chosen one stays, also when it has not run of late. */
  const names = () => {
    const ran = (props.store.costs() ?? []).map(({ script }) => script);
    return [...new Set([...ran, filters().script])].filter((name) => name !== "").toSorted();
  };
  return (
    <div class="scripts-filters" role="search">
      <Field label={scriptText("script")}>
        {(link) => (
          <Select
            {...link}
            name="scripts_script"
            value={filters().script}
            placeholder={scriptText("every_script")}
            options={names().map((name) => ({ value: name, label: name }))}
            onChange={(script) => props.store.filter({ script })}
          />
        )}
      </Field>
      <Field label={scriptText("outcome")}>
        {(link) => (
          <Select
            {...link}
            name="scripts_outcome"
            value={String(filters().failedOnly)}
            options={[
              { value: "true", label: scriptText("failed_only") },
              { value: "false", label: scriptText("every_outcome") },
            ]}
            onChange={(value) => props.store.filter({ failedOnly: value === "true" })}
          />
        )}
      </Field>
    </div>
  );
}

function Loading(props: { readonly failed: boolean }) {
  return (
    <Show when={!props.failed}>
      <div class="scripts-loading" role="status">
        <span class="visually-hidden">{scriptText("loading")}</span>
        <Skeleton width="90%" />
        <Skeleton width="70%" />
      </div>
    </Show>
  );
}
