import { Show } from "solid-js";
import type { ScriptCost } from "../../metadata/automation-wire.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { scriptText } from "../language/scripts/messages.ts";
import { counted, duration } from "./run-words.ts";

/** What the runs of each script have cost together, dearest first. */
export function CostsTable(props: {
  readonly costs: readonly ScriptCost[];
  readonly onScript: (script: string) => void;
}) {
  return (
    <Table
      label={scriptText("costs")}
      rows={props.costs}
      columns={[
        {
          title: scriptText("script"),
          cell: ({ script }) => (
            <button type="button" class="cell-link" onClick={() => props.onScript(script)}>
              {script}
            </button>
          ),
        },
        { title: scriptText("run_count"), numeric: true, cell: ({ runs }) => counted(runs) },
        {
          title: scriptText("failed_count"),
          numeric: true,
          cell: ({ failed }) => <Trouble count={failed} />,
        },
        {
          title: scriptText("stopped_count"),
          numeric: true,
          cell: ({ stopped }) => <Trouble count={stopped} />,
        },
        {
          title: scriptText("computing"),
          numeric: true,
          cell: (cost) => duration(cost.cpu_milliseconds),
        },
        {
          title: scriptText("per_run"),
          numeric: true,
          cell: (cost) => duration(cost.cpu_milliseconds / Math.max(1, cost.runs)),
        },
        {
          title: scriptText("database_calls"),
          numeric: true,
          cell: ({ calls }) => counted(calls),
        },
      ]}
    />
  );
}

/** None is what is hoped for, and stays quiet. */
function Trouble(props: { readonly count: number }) {
  return (
    <Show when={props.count > 0} fallback={<span class="muted">0</span>}>
      <strong class="scripts-trouble">{counted(props.count)}</strong>
    </Show>
  );
}
