/** What every dialog about a task is given, and what it is called. */
import type { TaskAction, TaskDetails } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import type { ActOnTask } from "../../state/open-task.ts";
import { actKey, titleOf } from "./task-words.ts";

export interface TaskDialogProps {
  readonly action: TaskAction;
  readonly task: TaskDetails;
  readonly act: ActOnTask;
  /** @param name of the person that it now lies with */
  readonly onDone: (name?: string) => void;
  readonly onClose: () => void;
}

export const dialogTitle = ({ action, task }: TaskDialogProps): string =>
  taskText("title_of", { act: taskText(actKey(action, task.kind)), title: titleOf(task) });
