import { useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { type TaskBox, type TaskCounts, taskBoxes } from "../../../metadata/task-wire.ts";
import { DecideBar } from "../../blocks/tasks/decide-bar.tsx";
import { isDecidable, TaskTable } from "../../blocks/tasks/task-table.tsx";
import { taskMessages, taskText } from "../../language/tasks/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createTaskList, type TaskList } from "../../state/task-list.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/message.tsx";
import { PlainScreen, WhenKnown } from "../plain-screen.tsx";

await taskMessages.ready();

/** `/{workspace}/tasks`: what one is asked, was asked, has started and is told of; `?box=`. */
export default function TasksScreen() {
  const [search, setSearch] = useSearchParams<{ box?: string }>();
  const box = (): TaskBox => taskBoxes.find((known) => known === search.box) ?? "mine";
  const list = createTaskList(useApplication(), box);
  return (
    <PlainScreen title={taskText("tasks")} wide>
      <div class="choice-row" role="group" aria-label={taskText("boxes")}>
        <For each={taskBoxes}>
          {(name) => (
            <button
              type="button"
              class="choice-row-button"
              aria-pressed={box() === name}
              onClick={() => setSearch({ box: name === "mine" ? undefined : name })}
            >
              {taskText(`box_${name}`)}
              <Show when={countOf(list.counts(), name)}>
                {(count) => <span class="choice-row-count">{count()}</span>}
              </Show>
            </button>
          )}
        </For>
      </div>
      <Tasks list={list} box={box()} />
    </PlainScreen>
  );
}

const countOf = (counts: TaskCounts, box: TaskBox): number => (box === "done" ? 0 : counts[box]);

function Tasks(props: { readonly list: TaskList; readonly box: TaskBox }) {
  const { list } = props;
  const [chosen, setChosen] = createSignal<ReadonlySet<string>>(new Set());
  createEffect(
    on(
      () => props.box,
      () => setChosen(new Set<string>()),
      { defer: true },
    ),
  );
  const selected = () =>
    (list.tasks() ?? []).filter((task) => chosen().has(task.id) && isDecidable(task));
  return (
    <WhenKnown known={list.tasks()} problem={list.failure()} onRetry={list.reload}>
      {(tasks) => (
        <Show when={tasks().length > 0} fallback={<Nothing box={props.box} />}>
          <TaskTable tasks={tasks()} box={props.box} chosen={chosen()} onChoose={setChosen} />
          <Show when={list.hasMore()}>
            <Button busy={list.loadingMore()} onClick={list.loadMore}>
              {taskText("more")}
            </Button>
          </Show>
          <DecideBar tasks={selected()} onEnd={() => setChosen(new Set<string>())} />
        </Show>
      )}
    </WhenKnown>
  );
}

function Nothing(props: { readonly box: TaskBox }) {
  return (
    <EmptyState
      icon="inbox"
      title={taskText(`none_${props.box}`)}
      text={props.box === "mine" ? taskText("none_mine_text") : undefined}
    />
  );
}
