import { createSignal, createUniqueId, For, onMount, Show } from "solid-js";
import type { ActionAnswer, OfferedAction } from "../../../metadata/automation-wire.ts";
import type { ProblemJson } from "../../../metadata/wire.ts";
import { text } from "../../language/messages.ts";
import { type ActionForm, createActionForm } from "../../state/action-form.ts";
import { useApplication } from "../../state/application.ts";
import type { StartAction } from "../../state/offered-actions.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Notice } from "../../ui/message.tsx";
import { narrow } from "../../ui/narrow.ts";
import { FormField } from "../form.tsx";
import { controlId, focusPlace } from "../form-places.ts";
import { Lines } from "../lines.tsx";
import { problemSentence } from "../problem-view.tsx";

/** What an action asks before it runs: a question, fields, or both. */
export default function ActionDialog(props: {
  readonly action: OfferedAction;
  readonly title: string;
  readonly start: StartAction;
  readonly onClose: () => void;
  readonly onDone: (answer: ActionAnswer) => void;
}) {
  const formId = createUniqueId();
  const form = createActionForm(useApplication(), props.action);
  let element!: HTMLFormElement;
  // After the dialog has opened and taken the focus.
  onMount(() => requestAnimationFrame(() => focusFirstEmpty(element, form)));
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const submit = async () => {
    if (busy()) return;
    setRefusal(undefined);
    if (form !== null && !(await form.check())) return focusFirst(form);
    setBusy(true);
    const answer = await props.start(props.action, form?.body() ?? {});
    setBusy(false);
    if (answer.ok) return props.onDone(answer.body);
    if (form?.refuse(answer.problem)) focusFirst(form);
    else setRefusal(answer.problem);
  };
  return (
    <Dialog
      open
      wide={form?.fields.some(({ children }) => children !== null) ?? false}
      keepOnBackdrop={form?.dirty() ?? false}
      // What is under way is told here when it ends.
      onClose={() => busy() || props.onClose()}
      title={props.title}
      closeLabel={text("close")}
      footer={
        <>
          <Button disabled={busy()} onClick={() => props.onClose()}>
            {text("cancel")}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={busy()}
            autofocus={form === null}
          >
            {props.action.title}
          </Button>
        </>
      }
    >
      <Show when={props.action.confirm}>
        {(question) => <p class="action-question">{question()}</p>}
      </Show>
      <form
        ref={element}
        id={formId}
        class="action-form"
        noValidate
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Show when={form}>{(shown) => <Inputs form={shown()} />}</Show>
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

type ShownForm = NonNullable<ReturnType<typeof createActionForm>>;

function Inputs(props: { readonly form: ShownForm }) {
  return (
    <For each={props.form.fields}>
      {(field) => (
        <Show when={props.form.state(field).visible}>
          <Show when={field.children} fallback={<FormField form={props.form} field={field} />}>
            <Lines form={props.form} field={field} />
          </Show>
        </Show>
      )}
    </For>
  );
}

/** What is to be filled in; on a phone the keyboard would cover what is to be read first. */
function focusFirstEmpty(element: HTMLElement, form: ActionForm | null): void {
  const field = form?.fields.find(({ name, children }) => children === null && !form.value(name));
  if (field === undefined || narrow()) return;
  element.querySelector<HTMLElement>(`[id="${controlId(field.name)}"]`)?.focus();
}

function focusFirst(form: ActionForm): void {
  const [first] = form.problems();
  if (first) requestAnimationFrame(() => focusPlace(first));
}
