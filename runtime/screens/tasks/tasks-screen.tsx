import { useSearchParams } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { type TaskBox, type TaskCounts, taskBoxes } from "../../../metadata/task-wire.ts";
import { ProblemView } from "../../blocks/problem-view.tsx";
import { DecideBar } from "../../blocks/tasks/decide-bar.tsx";
import { isDecidable, TaskTable } from "../../blocks/tasks/task-table.tsx";
import { text } from "../../language/messages.ts";
import { taskMessages, taskText } from "../../language/tasks/messages.ts";
import { useApplication } from "../../state/application.ts";
import { createTaskList, type TaskList } from "../../state/task-list.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState, Skeleton } from "../../ui/message.tsx";
import { PageHead } from "../page-head.tsx";
import { setPageTitle } from "../page-title.ts";
import "../plain-screen.css";

await taskMessages.ready();

/** `/{workspace}/tasks`: what one is asked, was asked, has started and is told of; `?box=`. */
export default function TasksScreen() {
  const [search, setSearch] = useSearchParams<{ box?: string }>();
  const box = (): TaskBox => taskBoxes.find((known) => known === search.box) ?? "mine";
  const list = createTaskList(useApplication(), box);
  createEffect(() => setPageTitle(taskText("tasks")));
  return (
    <>
      <PageHead title={taskText("tasks")} />
      <div class="plain-screen">
        <div class="plain-screen-inner plain-screen-wide">
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
        </div>
      </div>
    </>
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
    <Show
      when={list.tasks()}
      fallback={
        <Show when={list.failure()} fallback={<Waiting />}>
          {(problem) => <ProblemView problem={problem()} onRetry={list.reload} />}
        </Show>
      }
    >
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
    </Show>
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

function Waiting() {
  return (
    <div class="plain-screen-waiting" role="status">
      <span class="visually-hidden">{text("loading")}</span>
      <Skeleton width="60%" />
      <Skeleton width="80%" />
      <Skeleton width="70%" />
    </div>
  );
}
