import { createSignal, Show } from "solid-js";
import type { ReplayedStep, RunReplay } from "../../metadata/workflow-wire.ts";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Table } from "../../runtime/ui/table.tsx";
import { runText } from "../language/runs/messages.ts";
import { CodeText, OutcomeWord } from "../pages/plain-facts.tsx";
import { type ComparedStep, comparedSteps } from "./compared-steps.ts";
import type { RunDialogProps } from "./run-actions.tsx";
import { Problems } from "./run-places.tsx";
import { eventLooks, happened, knownEvent } from "./run-words.ts";
import { Status } from "./runs-table.tsx";
import { VersionSelect, versionBody } from "./version-select.tsx";

/** What the run would do if it began now, beside what it did. */
export function ReplayDialog(props: RunDialogProps) {
  const [version, setVersion] = createSignal("");
  const [replay, setReplay] = createSignal<RunReplay>();
  const sending = createSmallForm({
    inputs: ["version"],
    send: async () => {
      const path = `/runs/${props.run.id}/replay`;
      const body = versionBody(version());
      const answer = await props.store.client.request<RunReplay>("POST", path, { body });
      setReplay(answer.ok ? answer.body : undefined);
      return answer.ok ? null : answer.problem;
    },
  });
  return (
    <SmallFormDialog
      wide
      form={sending}
      title={runText("replay_title")}
      submit={runText("replay_start")}
      intro={<p class="muted">{runText("replay_text")}</p>}
      onClose={props.onClose}
    >
      <VersionSelect
        client={props.store.client}
        label={runText("replay_with")}
        value={version()}
        error={sending.at("version")}
        onChange={setVersion}
      />
      <Show when={replay()}>{(done) => <Outcome replay={done()} run={props.run} />}</Show>
    </SmallFormDialog>
  );
}

function Outcome(props: { readonly replay: RunReplay; readonly run: RunDialogProps["run"] }) {
  const titleOf = (step: string | null) =>
    props.run.steps.find((known) => known.step === step)?.title ?? step ?? "";
  const compared = () => comparedSteps(props.replay);
  const others = () => compared().filter(({ differs }) => differs).length;
  return (
    <div class="run-replay" role="status">
      <p class="replay-outcome">
        {runText("replay_ends")} <Status status={props.replay.status} />
        <Show when={props.replay.waits.length > 0}>
          <span>
            {runText("replay_waits", { steps: props.replay.waits.map(titleOf).join(", ") })}
          </span>
        </Show>
      </p>
      <p>
        {others() === 0 ? runText("replay_same") : runText("replay_different", { count: others() })}
      </p>
      <Table
        label={runText("replay_title")}
        rows={compared()}
        columns={[
          { title: runText("step"), cell: ({ step }) => titleOf(step) },
          { title: runText("replay_then"), cell: ({ before }) => <Happened step={before} /> },
          { title: runText("replay_now"), cell: (pair) => <HappenedNow pair={pair} /> },
        ]}
      />
    </div>
  );
}

function Happened(props: { readonly step: ReplayedStep | null }) {
  const look = (event: string) => eventLooks[knownEvent(event) ?? "migrated"];
  return (
    <Show when={props.step} fallback={<span class="muted">{runText("replay_absent")}</span>}>
      {(step) => (
        <div class="cell-lines">
          <OutcomeWord {...look(step().event)}>{happened(step().event)}</OutcomeWord>
          <Problems problems={step().problems} />
        </div>
      )}
    </Show>
  );
}

/** What it would be given and would answer, where that is something else than then. */
function HappenedNow(props: { readonly pair: ComparedStep }) {
  return (
    <div class="cell-lines">
      <Happened step={props.pair.now} />
      <Show when={props.pair.differs && props.pair.now}>
        {(now) => (
          <details>
            <summary>{runText("replay_differs")}</summary>
            <CodeText
              label={runText("details")}
              value={{ input: now().input ?? null, output: now().output ?? null }}
            />
          </details>
        )}
      </Show>
    </div>
  );
}
