import type { RunOutcome, ScriptRunEntry } from "../../metadata/automation-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Icon } from "../../runtime/ui/icon.tsx";
import { Table } from "../../runtime/ui/table.tsx";
import { scriptText } from "../language/scripts/messages.ts";
import { outcomeIcons, troubleOf } from "./run-words.ts";

/** Runs, newest first; each leads to all that is known of it. */
export function RunsTable(props: {
  readonly runs: readonly ScriptRunEntry[];
  readonly nameOf: (run: ScriptRunEntry) => string;
  readonly onRun: (id: string) => void;
}) {
  return (
    <Table
      label={scriptText("runs")}
      rows={props.runs}
      columns={[
        {
          title: scriptText("when"),
          narrow: true,
          cell: (run) => (
            <div class="scripts-cell">
              <button
                type="button"
                class="scripts-link"
                aria-label={scriptText("show_run", {
                  script: run.script,
                  when: dayAndTime(run.at),
                })}
                onClick={() => props.onRun(run.id)}
              >
                <time datetime={run.at}>{dayAndTime(run.at)}</time>
              </button>
              <small class="scripts-phone muted">{run.script}</small>
            </div>
          ),
        },
        { title: scriptText("script"), cell: ({ script }) => script },
        {
          title: scriptText("what"),
          cell: (run) => (
            <div class="scripts-what">
              <Outcome outcome={run.outcome} />
              <span class="scripts-message">{troubleOf(run)}</span>
            </div>
          ),
        },
        { title: scriptText("who"), narrow: true, cell: props.nameOf },
      ]}
    />
  );
}

/** A word with its icon. */
export function Outcome(props: { readonly outcome: RunOutcome }) {
  return (
    <span class={`scripts-outcome scripts-outcome-${props.outcome}`}>
      <Icon name={outcomeIcons[props.outcome]} size={14} />
      {scriptText(`outcome_${props.outcome}`)}
    </span>
  );
}
