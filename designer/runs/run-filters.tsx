import { Show } from "solid-js";
import { runStatuses } from "../../metadata/workflow-wire.ts";
import { Button } from "../../runtime/ui/button.tsx";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { pageText } from "../language/pages/messages.ts";
import { runText } from "../language/runs/messages.ts";
import type { RunFilters, RunsStore } from "./runs-api.ts";

/** By workflow, status and record. */
export function RunFilterBar(props: {
  readonly store: RunsStore;
  readonly onFilter: (changed: Partial<RunFilters>) => void;
}) {
  const filters = () => props.store.filters();
  const isFiltered = () => Object.values(filters()).some((value) => value !== "");
  /** The chosen one stays, also when it is not published any more. */
  const workflows = () => {
    const published = props.store.workflows();
    const { workflow } = filters();
    const isLost = workflow !== "" && !published.some(({ name }) => name === workflow);
    return [...published, ...(isLost ? [{ name: workflow, title: workflow }] : [])];
  };
  return (
    <div class="plain-page-filters" role="search">
      <Field label={runText("workflow")}>
        {(link) => (
          <Select
            {...link}
            name="runs_workflow"
            value={filters().workflow}
            placeholder={runText("every_workflow")}
            options={workflows().map(({ name, title }) => ({ value: name, label: title }))}
            onChange={(workflow) => props.onFilter({ workflow })}
          />
        )}
      </Field>
      <Field label={runText("status")}>
        {(link) => (
          <Select
            {...link}
            name="runs_status"
            value={filters().status}
            placeholder={runText("every_status")}
            options={runStatuses.map((status) => ({
              value: status,
              label: runText(`status_${status}`),
            }))}
            onChange={(status) => props.onFilter({ status })}
          />
        )}
      </Field>
      <Show when={isFiltered()}>
        <Button
          variant="quiet"
          icon="close"
          onClick={() => props.onFilter({ workflow: "", status: "", record: "" })}
        >
          {pageText("clear")}
        </Button>
      </Show>
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
