import { createSignal, createUniqueId, type JSX, onMount, Show } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { text } from "../language/messages.ts";
import type { AskingForm } from "../state/asking-form.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { narrow } from "../ui/narrow.ts";
import { FieldInputs, focusFirstProblem } from "./field-inputs.tsx";
import { controlId } from "./form-places.ts";
import { ProblemNotice } from "./problem-view.tsx";
import "./fields-dialog.css";

/** Asks for fields before something is done: what is missing or refused is said at them. */
export function FieldsDialog(props: {
  /** Null: nothing is asked but whether it is meant. */
  readonly form: AskingForm | null;
  readonly fields: readonly FieldModel[];
  readonly title: string;
  /** What the button says that does it. */
  readonly submit: string;
  readonly cancel: string;
  /** Whether what stands above the fields is filled in; says itself what is not. */
  readonly ready?: () => boolean;
  /** What stands above the fields. */
  readonly children?: JSX.Element;
  /** Does it; answers what the server has against it. */
  readonly send: () => Promise<ProblemJson | null>;
  readonly onClose: () => void;
}) {
  const formId = createUniqueId();
  let element!: HTMLFormElement;
  // After the dialog has opened and taken the focus.
  onMount(() => requestAnimationFrame(() => focusFirstEmpty(element, props.form, props.fields)));
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const submit = async () => {
    const { form } = props;
    if (busy()) return;
    setRefusal(undefined);
    const isReady = props.ready?.() ?? true;
    if (form !== null && !(await form.check())) return focusFirstProblem(form);
    if (!isReady)
      return element.parentElement?.querySelector<HTMLElement>("[aria-invalid]")?.focus();
    setBusy(true);
    const problem = await props.send();
    setBusy(false);
    if (problem === null) return;
    if (form?.refuse(problem)) focusFirstProblem(form);
    else setRefusal(problem);
  };
  return (
    <Dialog
      open
      wide={props.fields.some(({ children }) => children !== null)}
      keepOnBackdrop={props.form?.dirty() ?? false}
      // What is under way is told here when it ends.
      onClose={() => busy() || props.onClose()}
      title={props.title}
      closeLabel={text("close")}
      footer={
        <>
          <Button disabled={busy()} onClick={() => props.onClose()}>
            {props.cancel}
          </Button>
          <Button
            type="submit"
            form={formId}
            variant="primary"
            busy={busy()}
            autofocus={props.fields.length === 0}
          >
            {props.submit}
          </Button>
        </>
      }
    >
      {props.children}
      <form
        ref={element}
        id={formId}
        class="fields-form"
        noValidate
        autocomplete="off"
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Show when={props.form}>
          {(form) => <FieldInputs form={form()} fields={props.fields} />}
        </Show>
      </form>
      <ProblemNotice problem={refusal()} />
    </Dialog>
  );
}

/** What is to be filled in; on a phone the keyboard would cover what is to be read first. */
function focusFirstEmpty(
  element: HTMLElement,
  form: AskingForm | null,
  fields: readonly FieldModel[],
): void {
  if (form === null || narrow()) return;
  const field = fields.find(({ name, children }) => children === null && !form.value(name));
  if (field === undefined) return;
  element.querySelector<HTMLElement>(`[id="${controlId(field.name)}"]`)?.focus();
}
