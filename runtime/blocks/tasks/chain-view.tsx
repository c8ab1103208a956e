import { For, Show } from "solid-js";
import type { ApprovalChain, ChainApproval, ChainTask } from "../../../metadata/task-wire.ts";
import { FileLink } from "../../fields/file-links.tsx";
import { taskText } from "../../language/tasks/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { useApplication } from "../../state/application.ts";
import { Button } from "../../ui/button.tsx";
import { ApprovalStatusWord, TaskStatusWord } from "./task-status.tsx";
import { originWords, personName, ruleWords } from "./task-words.ts";

interface ChainProps {
  readonly chain: ApprovalChain;
  /** What the fields of the record are called. */
  readonly fieldTitle: (name: string) => string;
  /** Those that the reader may take off again, and doing so. */
  readonly removable?: (task: ChainTask) => boolean;
  readonly onRemove?: (task: ChainTask) => void;
}

/** Who was asked, what they said, and who is asked now. */
export function ChainView(props: ChainProps) {
  return (
    <ol class="chain">
      <li class="chain-step">
        <div class="chain-head">
          <strong>{taskText("started")}</strong>
          <time class="muted" datetime={props.chain.started_at}>
            {dayAndTime(props.chain.started_at)}
          </time>
        </div>
        <p>{personName(props.chain.started_by)}</p>
      </li>
      <For each={props.chain.approvals}>
        {(approval) => <Step {...props} approval={approval} />}
      </For>
      <Show when={props.chain.copies.length > 0}>
        <li class="chain-step">
          <div class="chain-head">
            <strong>{taskText("copies")}</strong>
          </div>
          <ul class="chain-people">
            <For each={props.chain.copies}>
              {({ person, read_at }) => (
                <li class="chain-person">
                  <span>{personName(person)}</span>
                  <span class="muted">
                    {read_at === null
                      ? taskText("not_read")
                      : taskText("read", { when: dayAndTime(read_at) })}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </li>
      </Show>
    </ol>
  );
}

function Step(props: ChainProps & { readonly approval: ChainApproval }) {
  const { approval } = props;
  const rule = () => (approval.tasks.length > 1 ? ruleWords(approval.rule) : "");
  const round = () => (approval.round > 1 ? taskText("round", { round: approval.round }) : "");
  const until = () =>
    approval.status === "pending" && approval.due_at !== null
      ? taskText("until", { when: dayAndTime(approval.due_at) })
      : "";
  const notes = () => [rule(), round(), until()].filter((words) => words !== "").join(" · ");
  return (
    <li
      class="chain-step"
      classList={{ "chain-step-now": approval.status === "pending" }}
      aria-current={approval.status === "pending" ? "step" : undefined}
    >
      <div class="chain-head">
        <strong>{approval.step.title}</strong>
        <ApprovalStatusWord status={approval.status} />
      </div>
      <Show when={notes()}>{(words) => <p class="muted">{words()}</p>}</Show>
      <Show when={approval.reason}>{(reason) => <p>{taskText(`reason_${reason()}`)}</p>}</Show>
      <ul class="chain-people">
        <For each={approval.tasks}>{(task) => <Person {...props} task={task} />}</For>
      </ul>
    </li>
  );
}

function Person(
  props: ChainProps & { readonly approval: ChainApproval; readonly task: ChainTask },
) {
  const { task } = props;
  const { client } = useApplication();
  const standIn = () =>
    task.acted_by !== null && task.acted_by.id !== task.assignee.id
      ? taskText("acted_for", { name: personName(task.acted_by) })
      : "";
  const way = () => (task.via === null ? "" : taskText(`via_${task.via}`));
  const notes = () =>
    [originWords(task.origin), standIn(), way()].filter((words) => words !== "").join(" · ");
  const changes = () => Object.keys(task.changes).map(props.fieldTitle).join(", ");
  return (
    <li class="chain-person">
      <span class="chain-name">
        {personName(task.assignee)}
        <Show when={notes()}>{(words) => <small class="muted"> {words()}</small>}</Show>
      </span>
      <TaskStatusWord status={task.status} kind={props.approval.kind} />
      <Show when={task.decided_at}>
        {(at) => (
          <time class="muted" datetime={at()}>
            {dayAndTime(at())}
          </time>
        )}
      </Show>
      <Show when={task.opinion}>
        {(opinion) => <blockquote class="chain-opinion">{opinion()}</blockquote>}
      </Show>
      <Show when={task.files.length > 0}>
        <span class="chain-opinion file-list">
          <For each={task.files}>
            {(file) => (
              <FileLink file={file} address={`${client.base}/tasks/${task.id}/files/${file.id}`} />
            )}
          </For>
        </span>
      </Show>
      <Show when={changes()}>
        {(names) => (
          <p class="chain-opinion muted">
            {taskText("changes")}: {names()}
          </p>
        )}
      </Show>
      <Show when={props.removable?.(task)}>
        <Button small variant="quiet" icon="close" onClick={() => props.onRemove?.(task)}>
          {taskText("act_remove_approver")}
        </Button>
      </Show>
    </li>
  );
}
