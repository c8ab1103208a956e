import { createResource, createSignal } from "solid-js";
import { SmallFormDialog } from "../../runtime/blocks/small-form-dialog.tsx";
import { createSmallForm } from "../../runtime/state/small-form.ts";
import { Field } from "../../runtime/ui/field.tsx";
import { Select } from "../../runtime/ui/select.tsx";
import { showToast } from "../../runtime/ui/toast.tsx";
import { runText } from "../language/runs/messages.ts";
import type { RunDialogProps } from "./run-actions.tsx";
import { isStuck } from "./run-words.ts";
import { workflowsIn } from "./runs-api.ts";

/** Tries again what failed, or goes on from another step. */
export function RetryDialog(props: RunDialogProps) {
  const [step, setStep] = createSignal("");
  const failed = () => props.run.now.find(isStuck);
  const [known] = createResource(() => workflowsIn(props.store.client, props.run.version));
  const steps = () => known.latest?.find(({ name }) => name === props.run.workflow)?.steps ?? [];
  const sending = createSmallForm({
    inputs: ["step"],
    send: async () => {
      const problem = await props.open.act("retry", step() === "" ? {} : { step: step() });
      if (problem !== null) return problem;
      showToast(runText("retried"));
      props.onClose();
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={runText("retry_title")}
      submit={runText("retry_run")}
      onClose={props.onClose}
    >
      <Field label={runText("retry_from")} error={sending.at("step")}>
        {(link) => (
          <Select
            {...link}
            name="run_step"
            value={step()}
            placeholder={runText("retry_where_failed", {
              step: failed()?.title ?? failed()?.step ?? "",
            })}
            options={steps().map(({ name, title }) => ({ value: name, label: title }))}
            onChange={setStep}
          />
        )}
      </Field>
    </SmallFormDialog>
  );
}
