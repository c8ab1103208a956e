/** One task, as it stands, and what is done about it. */
import type { TaskAction, TaskDetails, TaskOutcome } from "../../metadata/task-wire.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { problemOf } from "../client/client.ts";
import { locale } from "../language/locale.ts";
import type { Application } from "./application.ts";
import { observeQuery } from "./observe-query.ts";
import { recordChanged } from "./record-changed.ts";
import { tasksKey } from "./task-counts.ts";

export interface OpenTask {
  readonly task: () => TaskDetails | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => void;
  /** Null when it went well; either way everything is shown as it is then. */
  readonly act: ActOnTask;
}

export type ActOnTask = (action: TaskAction, body: object) => Promise<ProblemJson | null>;

export function createOpenTask(application: Application, id: () => string): OpenTask {
  const { client, queries } = application;
  const result = observeQuery<TaskDetails>(queries, () => ({
    queryKey: [...tasksKey, "one", id(), locale()],
    queryFn: ({ signal }) =>
      client.load<TaskDetails>(`/tasks/${encodeURIComponent(id())}`, {}, signal),
    staleTime: 0,
  }));
  const task = () => result().data;
  return {
    task,
    failure: () => {
      const { error, data } = result();
      return error === null || data !== undefined ? undefined : problemOf(error);
    },
    reload: () => void result().refetch(),
    act: async (action, body) => {
      const about = task();
      const path = `/tasks/${encodeURIComponent(id())}/${action}`;
      const answer = await client.request<TaskOutcome>("POST", path, { body });
      const { object = null, record = null } = about ?? {};
      if (object !== null && record !== null) void recordChanged(application, object, record);
      await queries.invalidateQueries({ queryKey: tasksKey });
      return answer.ok ? null : answer.problem;
    },
  };
}
