import { Match, Switch } from "solid-js";
import { taskText } from "../../language/tasks/messages.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { AddApproverDialog } from "./add-approver-dialog.tsx";
import { DecideDialog } from "./decide-dialog.tsx";
import { HandOverDialog } from "./hand-over-dialog.tsx";
import { ReturnDialog } from "./return-dialog.tsx";
import { dialogTitle, type TaskDialogProps } from "./task-dialog-props.ts";
import { actKey } from "./task-words.ts";

/** What has to be said before something is done about a task. */
export default function TaskDialog(props: TaskDialogProps) {
  return (
    <Switch fallback={<DecideDialog {...props} />}>
      <Match when={props.action === "return"}>
        <ReturnDialog {...props} />
      </Match>
      <Match when={props.action === "add_approver"}>
        <AddApproverDialog {...props} />
      </Match>
      <Match when={["transfer", "delegate", "copy"].includes(props.action)}>
        <HandOverDialog {...props} />
      </Match>
      <Match when={props.action === "withdraw"}>
        <MeantDialog {...props} text={taskText("withdraw_text")} />
      </Match>
      <Match when={props.action === "take_back"}>
        <MeantDialog {...props} text={taskText("take_back_text")} />
      </Match>
    </Switch>
  );
}

/** Only asks whether it is meant. */
function MeantDialog(props: TaskDialogProps & { readonly text: string }) {
  const sending = createSmallForm({
    inputs: [],
    send: async () => {
      const problem = await props.act(props.action, {});
      if (problem === null) props.onDone();
      return problem;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      danger={props.action === "withdraw"}
      title={dialogTitle(props)}
      submit={taskText(actKey(props.action, props.task.kind))}
      onClose={props.onClose}
    >
      <p>{props.text}</p>
    </SmallFormDialog>
  );
}
