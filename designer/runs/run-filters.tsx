import { Show } from "solid-js";
import { runStatuses } from "../../metadata/workflow-wire.ts";
import { runText } from "../language/runs/messages.ts";
import { ClearFilters, FilterChoice } from "../pages/list-filters.tsx";
import type { RunFilters, RunsStore } from "./runs-api.ts";

/** By workflow, status and record. */
export function RunFilterBar(props: {
  readonly store: RunsStore;
  readonly onFilter: (changed: Partial<RunFilters>) => void;
}) {
  const filters = () => props.store.filters();
  /** The chosen one stays, also when it is not published any more. */
  const workflows = () => {
    const published = props.store.workflows();
    const { workflow } = filters();
    const isLost = workflow !== "" && !published.some(({ name }) => name === workflow);
    return [...published, ...(isLost ? [{ name: workflow, title: workflow }] : [])];
  };
  return (
    <div class="plain-page-filters" role="search">
      <FilterChoice
        label={runText("workflow")}
        name="runs_workflow"
        value={filters().workflow}
        all={runText("every_workflow")}
        options={workflows().map(({ name, title }) => ({ value: name, label: title }))}
        onChange={(workflow) => props.onFilter({ workflow })}
      />
      <FilterChoice
        label={runText("status")}
        name="runs_status"
        value={filters().status}
        all={runText("every_status")}
        options={runStatuses.map((status) => ({
          value: status,
          label: runText(`status_${status}`),
        }))}
        onChange={(status) => props.onFilter({ status })}
      />
      <ClearFilters
        filters={filters()}
        onClear={() => props.onFilter({ workflow: "", status: "", record: "" })}
      />
      <Show when={filters().record}>
        <p class="muted runs-record">{runText("one_record", { title: recordOf(props.store) })}</p>
      </Show>
    </div>
  );
}

/** All rows are about the one record then. */
function recordOf(store: RunsStore): string {
  const [row] = store.rows() ?? [];
  return (row && store.records.recordTitle(row)) ?? store.filters().record.slice(-8);
}
