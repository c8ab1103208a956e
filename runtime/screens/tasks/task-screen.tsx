import { useParams } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import type { ChainTask, TaskDetails } from "../../../metadata/task-wire.ts";
import { ProblemView } from "../../blocks/problem-view.tsx";
import { SmallFormDialog } from "../../blocks/small-form-dialog.tsx";
import { ChainView } from "../../blocks/tasks/chain-view.tsx";
import { TaskActions } from "../../blocks/tasks/task-actions.tsx";
import { TaskRecord } from "../../blocks/tasks/task-record.tsx";
import { ApprovalStatusWord } from "../../blocks/tasks/task-status.tsx";
import { personName, titleOf } from "../../blocks/tasks/task-words.ts";
import { taskMessages, taskText } from "../../language/tasks/messages.ts";
import { dayAndTime } from "../../language/when.ts";
import { tasksAddress } from "../../state/addresses.ts";
import { useApplication } from "../../state/application.ts";
import { createOpenTask, type OpenTask } from "../../state/open-task.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { Skeleton } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { PageHead } from "../page-head.tsx";
import { setPageTitle } from "../page-title.ts";
import "../record-screen.css";
import "./task-screen.css";

await taskMessages.ready();

/** `/{workspace}/tasks/{id}`: what is asked, about what, and the way it has gone. */
export default function TaskScreen() {
  const parameters = useParams<{ id: string }>();
  const application = useApplication();
  const open = createOpenTask(application, () => parameters.id);
  const title = () => {
    const task = open.task();
    return task ? titleOf(task) : "";
  };
  createEffect(() => setPageTitle(title()));
  // Who was told of it has read it now.
  createEffect(
    on(
      () => open.task()?.id,
      (id) => {
        if (id !== undefined) void application.client.request("POST", `/tasks/${id}/read`);
      },
    ),
  );
  const list = () => ({ title: taskText("back"), address: tasksAddress() });
  return (
    <Show
      when={open.task()}
      fallback={
        <Show when={open.failure()} fallback={<Waiting />}>
          {(problem) => (
            <>
              <PageHead title={taskText("tasks")} list={list()} />
              <ProblemView problem={problem()} onRetry={open.reload} />
            </>
          )}
        </Show>
      }
    >
      {(task) => (
        <>
          <PageHead title={title()} list={list()}>
            <TaskActions task={task()} act={open.act} />
          </PageHead>
          <div class="record">
            <div class="task-page">
              <div class="task-main">
                <TaskFacts task={task()} />
                <TaskRecord task={task()} />
              </div>
              <Way open={open} task={task()} />
            </div>
          </div>
        </>
      )}
    </Show>
  );
}

function Waiting() {
  return (
    <div class="page-head" aria-busy="true">
      <Skeleton width="200px" />
    </div>
  );
}

/** What is asked, and until when. */
function TaskFacts(props: { readonly task: TaskDetails }) {
  return (
    <section class="task-facts">
      <p class="task-line">
        <strong>{props.task.step.title}</strong>
        <ApprovalStatusWord status={props.task.approval_status} />
        <Show when={props.task.approval_status === "pending" && props.task.due_at}>
          {(due) => (
            <span class={props.task.overdue ? "task-overdue" : "muted"}>
              {props.task.overdue ? `${taskText("overdue")} · ` : ""}
              {taskText("until", { when: dayAndTime(due()) })}
            </span>
          )}
        </Show>
        <Show when={props.task.standing_in_for}>
          {(person) => (
            <span class="muted">{taskText("standing_in", { name: personName(person()) })}</span>
          )}
        </Show>
      </p>
      <Show when={props.task.description}>{(words) => <p class="long-text">{words()}</p>}</Show>
    </section>
  );
}

function Way(props: { readonly open: OpenTask; readonly task: TaskDetails }) {
  const [removed, setRemoved] = createSignal<ChainTask>();
  const application = useApplication();
  const fieldTitle = (name: string) => {
    const { object } = props.task;
    const model = object === null ? null : application.catalog.model(object);
    return model?.byName.get(name)?.title ?? name;
  };
  const removable = (task: ChainTask) =>
    props.task.actions.includes("remove_approver") &&
    task.parent === props.task.id &&
    ["before", "after", "beside"].includes(task.origin) &&
    (task.status === "pending" || task.status === "waiting");
  return (
    <section class="panel task-way" aria-label={taskText("chain")}>
      <header class="panel-head">
        <h2>{taskText("chain")}</h2>
        <span class="muted">{props.task.chain.workflow.title}</span>
      </header>
      <ChainView
        chain={props.task.chain}
        fieldTitle={fieldTitle}
        removable={removable}
        onRemove={setRemoved}
      />
      <Show when={removed()}>
        {(task) => (
          <RemoveDialog open={props.open} task={task()} onClose={() => setRemoved(undefined)} />
        )}
      </Show>
    </section>
  );
}

function RemoveDialog(props: {
  readonly open: OpenTask;
  readonly task: ChainTask;
  readonly onClose: () => void;
}) {
  const sending = createSmallForm({
    inputs: [],
    send: async () => {
      const problem = await props.open.act("remove_approver", { task: props.task.id });
      if (problem !== null) return problem;
      showToast(taskText("told_remove_approver"));
      props.onClose();
      return null;
    },
  });
  return (
    <SmallFormDialog
      form={sending}
      title={taskText("act_remove_approver")}
      submit={taskText("act_remove_approver")}
      onClose={props.onClose}
    >
      <p>{taskText("remove_text", { name: personName(props.task.assignee) })}</p>
    </SmallFormDialog>
  );
}
