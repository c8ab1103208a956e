import { Show } from "solid-js";
import type { TaskBox, TaskSummary } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { taskAddress } from "../../state/addresses.ts";
import { Icon } from "../../ui/icon.tsx";
import { Table, type TableColumn } from "../../ui/table.tsx";
import { ApprovalStatusWord, TaskStatusWord } from "./task-status.tsx";
import { personName, titleOf } from "./task-words.ts";
import "./task-table.css";

/** Whether it can be decided in the list, together with others. */
export const isDecidable = ({ kind, actions }: TaskSummary): boolean =>
  kind === "approval" && actions.includes("approve") && actions.includes("reject");

interface TaskTableProps {
  readonly tasks: readonly TaskSummary[];
  readonly box: TaskBox;
  readonly chosen: ReadonlySet<string>;
  readonly onChoose: (chosen: ReadonlySet<string>) => void;
}

/** Tasks, newest first; each leads to all there is to know. */
export function TaskTable(props: TaskTableProps) {
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(props.chosen);
    if (isChosen) next.add(id);
    else next.delete(id);
    props.onChoose(next);
  };
  const isMine = () => props.box === "mine";
  const columns = (): readonly TableColumn<TaskSummary>[] => [
    ...(isMine() && props.tasks.some(isDecidable)
      ? [
          {
            title: "",
            narrow: true,
            cell: (task: TaskSummary) => (
              <Mark
                task={task}
                checked={props.chosen.has(task.id)}
                onChange={(isChosen) => choose(task.id, isChosen)}
              />
            ),
          },
        ]
      : []),
    { title: taskText("subject"), cell: (task) => <Subject task={task} box={props.box} /> },
    { title: taskText("step"), cell: ({ step }) => step.title },
    { title: taskText("started_by"), cell: ({ started_by }) => personName(started_by) },
    {
      title: taskText("since"),
      narrow: true,
      cell: ({ at }) => <time datetime={at}>{dayAndTime(at)}</time>,
    },
    isMine()
      ? { title: taskText("due"), narrow: true, cell: (task) => <Due task={task} /> }
      : {
          title: taskText("state"),
          narrow: true,
          cell: (task) => <State {...props} task={task} />,
        },
  ];
  return (
    <div class="task-table" classList={{ "task-table-marked": columns().length === 6 }}>
      <Table label={taskText("tasks")} rows={props.tasks} columns={columns()} />
    </div>
  );
}

function Mark(props: {
  readonly task: TaskSummary;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}) {
  return (
    <Show when={isDecidable(props.task)}>
      <label class="check">
        <input
          type="checkbox"
          aria-label={taskText("select_task", { title: titleOf(props.task) })}
          checked={props.checked}
          onChange={(event) => props.onChange(event.currentTarget.checked)}
        />
      </label>
    </Show>
  );
}

function Subject(props: { readonly task: TaskSummary; readonly box: TaskBox }) {
  const { task } = props;
  const isUnread = () => props.box === "copied" && task.read_at === null;
  const isOpen = () => props.box === "mine" && task.kind !== "approval";
  return (
    <div class="task-subject">
      <a href={taskAddress(task.id)} classList={{ "task-unread": isUnread() }}>
        <Show when={isUnread()}>
          <span class="visually-hidden">{taskText("unread")} </span>
        </Show>
        {titleOf(task)}
      </a>
      <small class="muted">
        {task.workflow.title}
        <Show when={isOpen()}> · {taskText(`kind_${task.kind}`)}</Show>
        <Show when={task.standing_in_for}>
          {(person) => <> · {taskText("standing_in", { name: personName(person()) })}</>}
        </Show>
        <span class="task-phone">
          {" · "}
          {task.step.title} · {personName(task.started_by)}
        </span>
      </small>
    </div>
  );
}

function Due(props: { readonly task: TaskSummary }) {
  return (
    <Show when={props.task.due_at}>
      {(due) => (
        <span class="task-due" classList={{ "task-overdue": props.task.overdue }}>
          <Show when={props.task.overdue}>
            <Icon name="warning" size={14} />
            <span class="visually-hidden">{taskText("overdue")}</span>
          </Show>
          <time datetime={due()}>{dayAndTime(due())}</time>
        </span>
      )}
    </Show>
  );
}

/** Of what one decided the decision, else how the whole stands. */
function State(props: { readonly task: TaskSummary; readonly box: TaskBox }) {
  return (
    <Show
      when={props.box === "done"}
      fallback={<ApprovalStatusWord status={props.task.approval_status} />}
    >
      <TaskStatusWord status={props.task.status} kind={props.task.kind} />
    </Show>
  );
}
