import { lazy, Show, Suspense } from "solid-js";
import { isLocked, type Transition } from "../../../metadata/model/lifecycle.ts";
import { isFinal, stateKind } from "../../../metadata/model/lifecycle-path.ts";
import type { FieldModel } from "../../../metadata/model/object-model.ts";
import { text } from "../../language/messages.ts";
import { useApplication } from "../../state/application.ts";
import { type PossibleStep, takeStep } from "../../state/possible-steps.ts";
import { createStepForm } from "../../state/step-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { StateBadge } from "../../ui/state-badge.tsx";
import { FieldsDialog } from "../fields-dialog.tsx";
import type { LifecycleBarProps } from "./lifecycle.tsx";
import { stateTitleIn } from "./stage-bar.tsx";

const ApprovalPreview = lazy(() => import("../approvals/approval-preview.tsx"));

type StepDialogProps = LifecycleBarProps & {
  readonly step: PossibleStep;
  readonly state: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** What a step requires, asked for before it is taken; and what it means for the record. */
export default function StepDialog(props: StepDialogProps) {
  const application = useApplication();
  const transition = () => props.lifecycle.transitions.find(({ name }) => name === props.step.name);
  const fields = () => requiredFields(props, transition());
  const form = createStepForm(application, () => props.model, props.record, fields);
  return (
    <FieldsDialog
      form={form}
      fields={fields()}
      title={text("step_title", { step: props.step.title, title: props.title })}
      submit={props.step.title}
      cancel={text("step_not_now")}
      send={async () => {
        const { model, record, step } = props;
        const answer = await takeStep(application, model.name, record, step.name, form.body());
        if (!answer.ok) return answer.problem;
        props.onDone();
        return null;
      }}
      onClose={props.onClose}
    >
      <StepMeaning {...props} />
      <Show when={application.catalog.approvals(props.model.name)?.includes(props.step.name)}>
        <Suspense>
          <ApprovalPreview
            object={props.model.name}
            record={props.record.id}
            about={{ transition: props.step.name }}
          />
        </Suspense>
      </Show>
    </FieldsDialog>
  );
}

const requiredFields = (
  { model }: StepDialogProps,
  transition: Transition | undefined,
): readonly FieldModel[] =>
  (transition?.required ?? []).flatMap((name) => model.byName.get(name) ?? []);

/** From which state to which, and whether there is a way back. */
function StepMeaning(props: StepDialogProps) {
  const consequence = () => {
    if (isFinal(props.lifecycle, props.step.to)) return text("step_is_final");
    return isLocked(props.lifecycle, props.step.to) ? text("step_locks") : "";
  };
  return (
    <>
      <p class="step-way">
        <StateBadge kind={stateKind(props.lifecycle, props.state)}>
          {stateTitleIn(props.model, props.state)}
        </StateBadge>
        <Icon name="arrow-right" size={14} />
        <StateBadge kind={stateKind(props.lifecycle, props.step.to)}>
          {stateTitleIn(props.model, props.step.to)}
        </StateBadge>
      </p>
      <Show when={consequence()}>{(sentence) => <p class="muted">{sentence()}</p>}</Show>
    </>
  );
}
