/** How many tasks wait for one: asked for wherever one goes, and when one comes back. */
import type { TaskCounts, TaskPage } from "../../metadata/task-wire.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";

/** All that is kept of tasks; each decision makes it out of date. */
export const tasksKey = ["tasks"] as const;

export const noTasks: TaskCounts = { mine: 0, overdue: 0, started: 0, copied: 0 };

/** @param place where one is: another one asks anew */
export function createTaskCounts(application: Application, place: () => string): () => TaskCounts {
  const result = observeQuery<TaskPage>(application.queries, () => ({
    queryKey: [...tasksKey, "counts", place()],
    queryFn: ({ signal }) =>
      application.client.load<TaskPage>("/tasks", { box: "mine", limit: 1 }, signal),
    // Numbers of before are better than none.
    placeholderData: (previous) => previous,
  }));
  return () => result().data?.counts ?? noTasks;
}
