/** Tasks of one's own, page by page, and deciding many of them. */
import { createMemo } from "solid-js";
import type {
  DecidedTasks,
  TaskBox,
  TaskCounts,
  TaskPage,
  TaskSummary,
} from "../../metadata/task-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observePages } from "./observe-query.ts";
import { noTasks, tasksKey } from "./task-counts.ts";

export interface TaskList {
  /** Newest first; `undefined` while nothing has come yet. */
  readonly tasks: () => readonly TaskSummary[] | undefined;
  readonly counts: () => TaskCounts;
  readonly failure: () => ProblemJson | undefined;
  readonly hasMore: () => boolean;
  readonly loadingMore: () => boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
}

export function createTaskList(application: Application, box: () => TaskBox): TaskList {
  const result = observePages<TaskPage>(application.queries, () => ({
    queryKey: [...tasksKey, "list", locale(), box()],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }) =>
      application.client.load<TaskPage>(
        "/tasks",
        { box: box(), after: pageParam ?? undefined },
        signal,
      ),
    getNextPageParam: (page) => page.next ?? undefined,
    staleTime: 0,
  }));
  return {
    tasks: createMemo(() => result().data?.pages.flatMap((page) => page.data)),
    counts: () => result().data?.pages[0]?.counts ?? noTasks,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    hasMore: () => result().hasNextPage,
    loadingMore: () => result().isFetchingNextPage,
    loadMore: () => void result().fetchNextPage(),
    reload: () => void result().refetch(),
  };
}

/** Decides many in one call: each goes well or not by itself. */
export async function decideTasks(
  { client, queries }: Application,
  decision: "approve" | "reject",
  tasks: readonly TaskSummary[],
  opinion: string,
): Promise<DecidedTasks | ProblemJson> {
  const answer = await client.request<DecidedTasks>("POST", "/tasks/decide", {
    body: {
      decision,
      ...(opinion === "" ? {} : { opinion }),
      tasks: tasks.map(({ id, revision }) => ({ id, ...(revision === null ? {} : { revision }) })),
    },
  });
  await queries.invalidateQueries({ queryKey: tasksKey });
  return answer.ok ? answer.body : answer.problem;
}
