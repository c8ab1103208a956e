import { createSignal } from "solid-js";
import type { ProblemJson } from "../../../metadata/wire.ts";
import type { FormSent, StartFormWhole } from "../../../metadata/workflow-wire.ts";
import { startText } from "../../language/start/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createStartForm } from "../../state/start-form.ts";
import { Button } from "../../ui/button.tsx";
import { FieldInputs, focusFirstProblem } from "../field-inputs.tsx";
import { ProblemNotice } from "../problem-view.tsx";
import "./start.css";

/** The fields of a form that starts a workflow, and the button that sends them. */
export function StartFormBlock(props: {
  readonly form: StartFormWhole;
  /** Of the form in the API. */
  readonly path: string;
  readonly onSent: (sent: FormSent) => void;
}) {
  const { form, send } = createStartForm(useApplication(), props.form, props.path);
  const [busy, setBusy] = createSignal(false);
  const [refusal, setRefusal] = createSignal<ProblemJson>();
  const submit = async () => {
    if (busy()) return;
    setBusy(true);
    setRefusal(undefined);
    const isRight = await form.check();
    const answer = isRight ? await send() : null;
    setBusy(false);
    if (answer !== null && "sent" in answer) return props.onSent(answer.sent);
    if (answer !== null && !form.refuse(answer.problem)) setRefusal(answer.problem);
    else focusFirstProblem(form);
  };
  return (
    <form
      class="fields-form start-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <FieldInputs form={form} fields={form.fields} />
      <ProblemNotice problem={refusal()} />
      <div class="start-form-foot">
        <Button type="submit" variant="primary" busy={busy()}>
          {startText("send")}
        </Button>
      </div>
    </form>
  );
}
