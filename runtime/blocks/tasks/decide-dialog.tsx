import { createSignal, Show } from "solid-js";
import type { FileValue } from "../../../metadata/fields/values/file-value.ts";
import type { ObjectModel } from "../../../metadata/model/object-model.ts";
import type { DecideBody } from "../../../metadata/task-wire.ts";
import { text } from "../../language/messages.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createStepForm } from "../../state/step-form.ts";
import { uploadsArrived } from "../../state/uploads.ts";
import { FieldsDialog } from "../fields-dialog.tsx";
import { fileIds, OpinionFiles } from "./opinion-files.tsx";
import { OpinionInput } from "./opinion-input.tsx";
import { dialogTitle, type TaskDialogProps } from "./task-dialog-props.ts";
import { actKey } from "./task-words.ts";

/** Agreeing, rejecting, answering: with an opinion, and what the step lets change with it. */
export function DecideDialog(props: TaskDialogProps) {
  const { task, action } = props;
  const application = useApplication();
  const model = task.object === null ? null : (application.catalog.model(task.object) ?? null);
  const form = action === "approve" && model !== null ? decisionForm(props, model) : null;
  const [opinion, setOpinion] = createSignal("");
  const [files, setFiles] = createSignal<readonly FileValue[]>([]);
  const [tried, setTried] = createSignal(false);
  const required = () => action === "answer" || task.fields.require.includes("opinion");
  const isMissing = () => required() && opinion().trim() === "";
  const body = (): DecideBody => {
    const values = form?.form.body() ?? {};
    return {
      ...(opinion().trim() === "" ? {} : { opinion: opinion().trim() }),
      ...fileIds(files()),
      ...(action === "answer" || task.revision === null ? {} : { revision: task.revision }),
      ...(Object.keys(values).length === 0 ? {} : { values }),
    };
  };
  return (
    <FieldsDialog
      form={form?.form ?? null}
      fields={form?.fields ?? []}
      title={dialogTitle(props)}
      submit={taskText(actKey(action, task.kind))}
      cancel={text("cancel")}
      ready={() => {
        setTried(true);
        return !isMissing();
      }}
      send={async () => {
        // What did not arrive is told where it is.
        if (!(await uploadsArrived())) return null;
        const problem = await props.act(action, body());
        if (problem === null) props.onDone();
        return problem;
      }}
      onClose={props.onClose}
    >
      <OpinionInput
        value={opinion()}
        required={required()}
        error={tried() && isMissing() ? taskText("fill_in") : undefined}
        onInput={setOpinion}
      />
      <OpinionFiles files={files()} onChange={setFiles} />
      <Show when={form === null && task.fields.edit.length > 0 && action === "approve"}>
        <p class="muted">{taskText("editable", { fields: task.fields.edit.join(", ") })}</p>
      </Show>
    </FieldsDialog>
  );
}

/** The fields that may be changed; null when there are none. */
function decisionForm({ task }: TaskDialogProps, model: ObjectModel) {
  const fields = task.fields.edit.flatMap((name) => model.byName.get(name) ?? []);
  if (fields.length === 0) return null;
  const record = {
    ...(task.values ?? {}),
    id: task.record ?? "",
    revision: task.revision ?? 0,
  };
  const form = createStepForm(
    useApplication(),
    () => model,
    record,
    () => fields,
    (name) => task.fields.require.includes(name),
  );
  return { form, fields };
}
