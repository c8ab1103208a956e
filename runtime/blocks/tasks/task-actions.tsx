import { createSignal, lazy, Show, Suspense } from "solid-js";
import type { TaskAction, TaskDetails } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import type { ActOnTask } from "../../state/open-task.ts";
import { Button, type ButtonVariant, IconButton } from "../../ui/button.tsx";
import { Menu } from "../../ui/menu.tsx";
import { showToast } from "../../ui/toast.tsx";
import { problemSentence } from "../problem-view.tsx";
import { actKey, toldKey } from "./task-words.ts";

const TaskDialog = lazy(() => import("./task-dialog.tsx"));

/** These are buttons, in this order; the others are in a menu. */
const buttons: readonly TaskAction[] = ["return", "reject", "approve", "answer"];
const menu: readonly TaskAction[] = [
  "transfer",
  "add_approver",
  "delegate",
  "copy",
  "remind",
  "withdraw",
  "take_back",
];

const variantOf = (action: TaskAction): ButtonVariant =>
  action === "approve" || action === "answer" ? "primary" : "secondary";

/** What may be done about a task, as it stands. */
export function TaskActions(props: { readonly task: TaskDetails; readonly act: ActOnTask }) {
  const [asked, setAsked] = createSignal<TaskAction>();
  const may = (action: TaskAction) => props.task.actions.includes(action);
  const label = (action: TaskAction) => taskText(actKey(action, props.task.kind));
  const tell = (action: TaskAction, name = "") =>
    showToast(taskText(toldKey(action, props.task.kind), { name }));
  const choose = async (action: TaskAction) => {
    if (action !== "remind") return setAsked(action);
    const problem = await props.act(action, {});
    if (problem === null) tell(action);
    else showToast(problemSentence(problem), { kind: "error" });
  };
  const inMenu = () => menu.filter(may);
  return (
    <>
      <Show when={inMenu().length > 0}>
        <Menu
          label={taskText("more_acts")}
          align="end"
          entries={inMenu().map((action) => ({
            label: label(action),
            danger: action === "withdraw",
            onSelect: () => void choose(action),
          }))}
          trigger={(attributes) => (
            <IconButton
              icon="more-vertical"
              variant="secondary"
              label={taskText("more_acts")}
              {...attributes}
            />
          )}
        />
      </Show>
      {buttons.filter(may).map((action) => (
        <Button variant={variantOf(action)} onClick={() => void choose(action)}>
          {label(action)}
        </Button>
      ))}
      <Show when={asked()} keyed>
        {(action) => (
          <Suspense>
            <TaskDialog
              action={action}
              task={props.task}
              act={props.act}
              onDone={(name) => {
                setAsked(undefined);
                tell(action, name);
              }}
              onClose={() => setAsked(undefined)}
            />
          </Suspense>
        )}
      </Show>
    </>
  );
}
