import type { RunOutcome, ScriptRunEntry } from "../../metadata/automation-wire.ts";
import { dayAndTime } from "../../runtime/language/when.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { scriptText } from "../language/scripts/messages.ts";
import { OutcomeWord } from "../pages/plain-facts.tsx";
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
            <div class="cell-lines">
              <button
                type="button"
                class="cell-link"
                aria-label={scriptText("show_run", {
                  script: run.script,
                  when: dayAndTime(run.at),
                })}
                onClick={() => props.onRun(run.id)}
              >
                <time datetime={run.at}>{dayAndTime(run.at)}</time>
              </button>
              <small class="only-on-phones muted">{run.script}</small>
            </div>
          ),
        },
        { title: scriptText("script"), cell: ({ script }) => script },
        {
          title: scriptText("what"),
          cell: (run) => (
            <div class="run-what">
              <Outcome outcome={run.outcome} />
              <span class="run-message">{troubleOf(run)}</span>
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
    <OutcomeWord
      look={props.outcome === "returned" ? "good" : "bad"}
      icon={outcomeIcons[props.outcome]}
    >
      {scriptText(`outcome_${props.outcome}`)}
    </OutcomeWord>
  );
}
