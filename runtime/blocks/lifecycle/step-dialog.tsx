import { createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import { isLocked, type Transition } from "../../../metadata/model/lifecycle.ts";
import { isFinal, stateKind } from "../../../metadata/model/lifecycle-path.ts";
import type { FieldModel } from "../../../metadata/model/object-model.ts";
import type { ProblemJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { useApplication } from "../../state/application.ts";
import { type PossibleStep, takeStep } from "../../state/possible-steps.ts";
import { createStepForm, type StepForm } from "../../state/step-form.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Notice } from "../../ui/message.tsx";
import { narrow } from "../../ui/narrow.ts";
import { StateBadge } from "../../ui/state-badge.tsx";
import { FormField } from "../form.tsx";
import { controlId, focusPlace } from "../form-places.ts";
import { Lines } from "../lines.tsx";
import { problemSentence } from "../problem-view.tsx";
import type { LifecycleBarProps } from "./lifecycle.tsx";
import { stateTitleIn } from "./stage-bar.tsx";

type StepDialogProps = LifecycleBarProps & {
  readonly step: PossibleStep;
  readonly state: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
};

/** What a step requires, asked for before it is taken; and what it means for the record. */
export default function StepDialog(props: StepDialogProps) {
  const application = useApplication();
  const formId = createUniqueId();
  const transition = () => props.lifecycle.transitions.find(({ name }) => name === props.step.name);
  const fields = () => requiredFields(props, transition());
  const form = createStepForm(application, () => props.model, props.record, fields);
  let element!: HTMLFormElement;
  // After the dialog has opened and taken the focus.
  onMount(() => requestAnimationFrame(() => focusFirstEmpty(element, form, fields())));
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const submit = async () => {
    if (busy()) return;
    setRefusal(undefined);
    if (!(await form.check())) return focusFirst(form);
    setBusy(true);
    const { model, record, step } = props;
    const answer = await takeStep(application, model.name, record, step.name, form.body());
    setBusy(false);
    if (answer.ok) return props.onDone();
    if (form.refuse(answer.problem)) focusFirst(form);
    else setRefusal(answer.problem);
  };
  return (
    <Dialog
      open
      wide={fields().some(({ children }) => children !== null)}
      keepOnBackdrop={form.dirty()}
      onClose={props.onClose}
      title={text("step_title", { step: props.step.title, title: props.title })}
      closeLabel={text("close")}
      footer={
        <>
          <Button onClick={() => props.onClose()}>{text("step_not_now")}</Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={busy()}
            autofocus={fields().length === 0}
          >
            {props.step.title}
          </Button>
        </>
      }
    >
      <StepMeaning {...props} />
      <form
        ref={element}
        id={formId}
        class="step-form"
        noValidate
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <For each={fields()}>
          {(field) => (
            <Show when={field.children} fallback={<FormField form={form} field={field} />}>
              <Lines form={form} field={field} />
            </Show>
          )}
        </For>
      </form>
      <Show when={refusal()}>
        {(problem) => (
          <Notice kind="danger" alert>
            {problemSentence(problem())}
          </Notice>
        )}
      </Show>
    </Dialog>
  );
}

const requiredFields = (
  { model }: StepDialogProps,
  transition: Transition | undefined,
): readonly FieldModel[] =>
  (transition?.required ?? []).flatMap((name) => model.byName.get(name) ?? []);

/** What is to be filled in; on a phone the keyboard would cover what is to be read first. */
function focusFirstEmpty(element: HTMLElement, form: StepForm, fields: readonly FieldModel[]) {
  const field = fields.find(({ name, children }) => children === null && !form.value(name));
  if (field === undefined || narrow()) return;
  element.querySelector<HTMLElement>(`[id="${controlId(field.name)}"]`)?.focus();
}

function focusFirst(form: StepForm): void {
  const [first] = form.problems();
  if (first) requestAnimationFrame(() => focusPlace(first));
}

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
