import { createSignal, createUniqueId, For, lazy, Show, Suspense } from "solid-js";
import { isLocked, type Lifecycle } from "../../../metadata/model/lifecycle.ts";
import { isFinal, stateKind } from "../../../metadata/model/lifecycle-path.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { RecordJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { useApplication } from "../../state/application.ts";
import {
  createPossibleSteps,
  type PossibleStep,
  type PossibleSteps,
  takeStep,
} from "../../state/possible-steps.ts";
import { stateOfRecord } from "../../state/record-state.ts";
import { Button } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Skeleton } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { StageBar, stateTitleIn } from "./stage-bar.tsx";
import "./lifecycle.css";

const StepDialog = lazy(() => import("./step-dialog.tsx"));

export interface LifecycleBarProps {
  readonly model: ObjectModel;
  readonly lifecycle: Lifecycle;
  readonly record: RecordJson;
  /** What the record is called. */
  readonly title: string;
}

/** Where a record stands, and the steps that lead on from there. */
export function LifecycleBar(props: LifecycleBarProps) {
  const application = useApplication();
  const possible = createPossibleSteps(
    application,
    () => props.model,
    () => props.record,
  );
  const state = () => stateOfRecord(props.lifecycle, props.record);
  const [asked, setAsked] = createSignal<PossibleStep>();
  const [busy, setBusy] = createSignal("");
  const done = (step: PossibleStep) => {
    setAsked(undefined);
    const named = { title: props.title, state: stateTitleIn(props.model, step.to) };
    showToast(text("step_taken", named));
  };
  const take = async (step: PossibleStep) => {
    setBusy(step.name);
    const answer = await takeStep(application, props.model.name, props.record, step.name, {});
    setBusy("");
    if (answer.ok) done(step);
    else showToast(problemSentence(answer.problem), { kind: "error" });
  };
  const choose = (step: PossibleStep) => {
    // Whom it asks is shown before.
    const asksPeople = application.catalog.approvals(props.model.name)?.includes(step.name);
    if (asksPeople || needsDialog(props.lifecycle, step)) setAsked(step);
    else void take(step);
  };
  return (
    <section class="lifecycle" aria-label={text("lifecycle_label")}>
      <div class="lifecycle-row">
        <StageBar model={props.model} lifecycle={props.lifecycle} state={state()} />
        <Steps possible={possible} lifecycle={props.lifecycle} busy={busy()} onChoose={choose} />
      </div>
      <Show when={isLocked(props.lifecycle, state())}>
        <Locked {...props} state={state()} possible={possible} />
      </Show>
      <Show when={asked()} keyed>
        {(step) => (
          <Suspense>
            <StepDialog
              {...props}
              step={step}
              state={state()}
              onClose={() => setAsked(undefined)}
              onDone={() => done(step)}
            />
          </Suspense>
        )}
      </Show>
    </section>
  );
}

/** Fields to fill in, or a way that is not easily gone back. */
function needsDialog(lifecycle: Lifecycle, step: PossibleStep): boolean {
  const transition = lifecycle.transitions.find(({ name }) => name === step.name);
  const asks = (transition?.required.length ?? 0) > 0;
  return asks || isFinal(lifecycle, step.to) || isLocked(lifecycle, step.to);
}

/** The steps as buttons; what stands against the ones that are not possible yet, below them. */
function Steps(props: {
  readonly possible: PossibleSteps;
  readonly lifecycle: Lifecycle;
  readonly busy: string;
  readonly onChoose: (step: PossibleStep) => void;
}) {
  const reasonId = createUniqueId();
  const steps = () => props.possible.steps() ?? [];
  const main = () =>
    steps().find(({ possible, to }) => possible && stateKind(props.lifecycle, to) !== "aside");
  const refused = () => steps().filter(({ possible }) => !possible);
  return (
    <div class="steps">
      <Show when={props.possible.failure()}>
        <p class="steps-failure" role="alert">
          <Icon name="warning" />
          {text("steps_failed")}
          <Button small icon="refresh" onClick={() => props.possible.reload()}>
            {text("retry")}
          </Button>
        </p>
      </Show>
      <Show when={!props.possible.steps() && !props.possible.failure()}>
        <Skeleton width="120px" />
      </Show>
      <div class="steps-row">
        <For each={steps()}>
          {(step) => (
            <Button
              variant={step === main() ? "primary" : "secondary"}
              busy={props.busy === step.name}
              aria-disabled={step.possible ? undefined : "true"}
              aria-describedby={step.possible ? undefined : `${reasonId}-${step.name}`}
              onClick={() => {
                if (step.possible && props.busy === "") props.onChoose(step);
              }}
            >
              {step.title}
            </Button>
          )}
        </For>
      </div>
      <For each={refused()}>
        {(step) => (
          <p class="step-reason" id={`${reasonId}-${step.name}`}>
            <Icon name="info" />
            <span>{text("step_waits", { step: step.title, reason: step.message ?? "" })}</span>
          </p>
        )}
      </For>
    </div>
  );
}

/** Why nothing can be changed, and the step that lets one change it again. */
function Locked(props: {
  readonly model: ObjectModel;
  readonly lifecycle: Lifecycle;
  readonly state: string;
  readonly possible: PossibleSteps;
}) {
  const state = () => stateTitleIn(props.model, props.state);
  const wayOut = () => props.possible.steps()?.find(({ to }) => !isLocked(props.lifecycle, to));
  return (
    <p class="lifecycle-locked">
      <Icon name="lock" />
      <Show when={wayOut()} fallback={text("lifecycle_locked", { state: state() })}>
        {(step) => text("lifecycle_locked_way", { state: state(), step: step().title })}
      </Show>
    </p>
  );
}
