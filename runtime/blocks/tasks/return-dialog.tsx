import { createSignal, Show } from "solid-js";
import type { FileValue } from "../../../metadata/fields/values/file-value.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { uploadsArrived } from "../../state/uploads.ts";
import { Field } from "../../ui/field.tsx";
import { Select } from "../../ui/select.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { fileIds, OpinionFiles } from "./opinion-files.tsx";
import { OpinionInput } from "./opinion-input.tsx";
import { dialogTitle, type TaskDialogProps } from "./task-dialog-props.ts";

/** Gives a task back, with why. */
export function ReturnDialog(props: TaskDialogProps) {
  const places = props.task.return_to;
  const [to, setTo] = createSignal(places[0]?.name ?? "start");
  const [opinion, setOpinion] = createSignal("");
  const [files, setFiles] = createSignal<readonly FileValue[]>([]);
  const sending = createSmallForm({
    inputs: ["opinion", "to"],
    needed: () => ({ opinion: opinion().trim() }),
    fillIn: () => taskText("fill_in"),
    send: async () => {
      // What did not arrive is told where it is.
      if (!(await uploadsArrived())) return null;
      const body = { to: to(), opinion: opinion().trim(), ...fileIds(files()) };
      const problem = await props.act("return", body);
      if (problem === null) props.onDone();
      return problem;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={dialogTitle(props)}
      submit={taskText("act_return")}
      onClose={props.onClose}
    >
      <Show when={places.length > 1}>
        <Field label={taskText("return_to")} error={sending.at("to")}>
          {(link) => (
            <Select
              {...link}
              name="return_to"
              value={to()}
              options={places.map(({ name, title }) => ({
                value: name,
                label: name === "start" ? taskText("return_start") : title,
              }))}
              onChange={setTo}
            />
          )}
        </Field>
      </Show>
      <OpinionInput required value={opinion()} error={sending.at("opinion")} onInput={setOpinion} />
      <OpinionFiles files={files()} onChange={setFiles} />
    </SmallFormDialog>
  );
}
