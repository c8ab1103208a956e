import type { ApprovalStatus, TaskKind, TaskStatus } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { approvalLooks, statusWords, taskLooks } from "./task-words.ts";
import "./tasks.css";

export function TaskStatusWord(props: { readonly status: TaskStatus; readonly kind: TaskKind }) {
  return <StatusWord {...taskLooks[props.status]} words={statusWords(props.status, props.kind)} />;
}

export function ApprovalStatusWord(props: { readonly status: ApprovalStatus }) {
  return (
    <StatusWord {...approvalLooks[props.status]} words={taskText(`approval_${props.status}`)} />
  );
}

function StatusWord(props: {
  readonly look: string;
  readonly icon: IconName;
  readonly words: string;
}) {
  return (
    <span class={`task-status task-status-${props.look}`}>
      <Icon name={props.icon} size={14} />
      {props.words}
    </span>
  );
}
