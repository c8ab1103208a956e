import { createSignal, For, Show } from "solid-js";
import type { DecidedTasks, TaskSummary } from "../../../metadata/task-wire.ts";
import { taskText } from "../../language/tasks/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createSmallForm } from "../../state/small-form.ts";
import { decideTasks } from "../../state/task-list.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Notice } from "../../ui/message.tsx";
import { showToast } from "../../ui/toast.tsx";
import { SmallFormDialog } from "../small-form-dialog.tsx";
import { OpinionInput } from "./opinion-input.tsx";
import { titleOf } from "./task-words.ts";

type Decision = "approve" | "reject";

/** Decides those that are selected, all at once. */
export function DecideBar(props: {
  readonly tasks: readonly TaskSummary[];
  readonly onEnd: () => void;
}) {
  const [asked, setAsked] = createSignal<Decision>();
  return (
    <>
      <Show when={props.tasks.length > 0}>
        <div class="task-decide">
          <IconButton icon="close" label={taskText("clear_selection")} onClick={props.onEnd} />
          <span role="status">{taskText("selected", { count: props.tasks.length })}</span>
          <Button onClick={() => setAsked("reject")}>{taskText("act_reject")}</Button>
          <Button variant="primary" onClick={() => setAsked("approve")}>
            {taskText("act_approve")}
          </Button>
        </div>
      </Show>
      <Show when={asked()} keyed>
        {(decision) => (
          <DecideManyDialog
            decision={decision}
            tasks={props.tasks}
            onDone={props.onEnd}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </>
  );
}

interface Refused {
  readonly title: string;
  readonly message: string;
}

function DecideManyDialog(props: {
  readonly decision: Decision;
  readonly tasks: readonly TaskSummary[];
  readonly onDone: () => void;
  readonly onClose: () => void;
}) {
  const application = useApplication();
  // As they were selected: what is decided leaves the list.
  const { tasks } = props;
  const [opinion, setOpinion] = createSignal("");
  const [refused, setRefused] = createSignal<readonly Refused[]>([]);
  const sending = createSmallForm({
    inputs: ["opinion"],
    send: async () => {
      const answer = await decideTasks(application, props.decision, tasks, opinion().trim());
      if ("errors" in answer) return answer;
      const left = refusedOf(answer, tasks);
      setRefused(left);
      if (left.length < tasks.length)
        showToast(taskText("told_many", { count: tasks.length - left.length }));
      props.onDone();
      if (left.length === 0) props.onClose();
      return null;
    },
  });
  const act = () => taskText(`act_${props.decision}`);
  return (
    <SmallFormDialog
      form={sending}
      title={taskText("title_many", { act: act(), count: tasks.length })}
      submit={act()}
      disabled={refused().length > 0}
      onClose={props.onClose}
    >
      <Show
        when={refused().length > 0}
        fallback={
          <OpinionInput
            required={false}
            value={opinion()}
            error={sending.at("opinion")}
            onInput={setOpinion}
          />
        }
      >
        <Notice kind="warning" alert>
          {taskText("not_decided", { count: refused().length })}
          <ul>
            <For each={refused()}>
              {({ title, message }) => (
                <li>
                  {title}: {message}
                </li>
              )}
            </For>
          </ul>
        </Notice>
      </Show>
    </SmallFormDialog>
  );
}

const refusedOf = ({ data }: DecidedTasks, tasks: readonly TaskSummary[]): readonly Refused[] =>
  data.flatMap((one) => {
    if (!("problems" in one)) return [];
    const task = tasks.find(({ id }) => id === one.id);
    const [problem] = one.problems;
    return [{ title: task ? titleOf(task) : one.id, message: problem?.message ?? "" }];
  });
