import { Show } from "solid-js";
import type { RunEntry, RunStatus } from "../../metadata/workflow-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { IconButton } from "../../runtime/ui/button.tsx";
import { Table } from "../../runtime/ui/table.tsx";
import { runText } from "../language/runs/messages.ts";
import { durationBetween } from "../pages/durations.ts";
import { OutcomeWord } from "../pages/plain-facts.tsx";
import { RecordLink } from "../pages/record-link.tsx";
import { statusLooks } from "./run-words.ts";
import type { RunsStore } from "./runs-api.ts";

/** Runs, newest first; each leads to all that is known of it. */
export function RunsTable(props: {
  readonly store: RunsStore;
  readonly runs: readonly RunEntry[];
  readonly onRun: (id: string) => void;
  readonly onRecord: (id: string) => void;
}) {
  const { workspace } = props.store.client;
  return (
    <Table
      label={runText("runs")}
      rows={props.runs}
      columns={[
        {
          title: runText("workflow"),
          cell: (run) => (
            <div class="cell-lines">
              <button
                type="button"
                class="cell-link"
                aria-label={runText("show_run", {
                  workflow: run.title,
                  when: dayAndTime(run.started_at),
                })}
                onClick={() => props.onRun(run.id)}
              >
                {run.title}
              </button>
              <small class="only-on-phones muted">{dayAndTime(run.started_at)}</small>
            </div>
          ),
        },
        { title: runText("status"), cell: ({ status }) => <Status status={status} /> },
        {
          title: runText("record"),
          cell: (run) => (
            <Show when={run.record}>
              {(id) => (
                <div class="runs-about">
                  <RecordLink workspace={workspace} about={run} names={props.store.records} />
                  <IconButton
                    small
                    icon="filter"
                    label={runText("record_runs")}
                    onClick={() => props.onRecord(id())}
                  />
                </div>
              )}
            </Show>
          ),
        },
        {
          title: runText("started"),
          narrow: true,
          cell: ({ started_at }) => <time datetime={started_at}>{dayAndTime(started_at)}</time>,
        },
        { title: runText("started_by"), narrow: true, cell: starterOf },
        {
          title: runText("took"),
          numeric: true,
          narrow: true,
          cell: ({ started_at, ended_at }) => durationBetween(started_at, ended_at),
        },
      ]}
    />
  );
}

export function Status(props: { readonly status: RunStatus }) {
  return (
    <OutcomeWord {...statusLooks[props.status]}>{runText(`status_${props.status}`)}</OutcomeWord>
  );
}

export const starterOf = ({ started_by }: RunEntry): string =>
  started_by === null ? runText("system") : started_by.name || runText("somebody");
