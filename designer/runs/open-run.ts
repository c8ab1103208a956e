/** One run that is looked at: while it moves, it is read again. */
import { createSignal } from "solid-js";
import type { ProblemJson } from "../../metadata/wire.ts";
import type { RunWhole } from "../../metadata/workflow-wire.ts";
import type { Client } from "../../runtime/client/client.ts";

export interface OpenRun {
  readonly run: () => RunWhole | undefined;
  readonly failure: () => ProblemJson | undefined;
  readonly reload: () => Promise<void>;
  /** Does something to it, and shows how it stands then; null when that went well. */
  readonly act: (act: string, body: object) => Promise<ProblemJson | null>;
  readonly stop: () => void;
}

/** How soon a moving run is read again. */
const pauseMilliseconds = 1500;

export function createOpenRun(client: Client, id: string): OpenRun {
  const [run, setRun] = createSignal<RunWhole>();
  const [failure, setFailure] = createSignal<ProblemJson>();
  const path = `/runs/${encodeURIComponent(id)}`;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  const reload = async (): Promise<void> => {
    clearTimeout(timer);
    const answer = await client.request<RunWhole>("GET", path);
    if (stopped) return;
    setFailure(answer.ok ? undefined : answer.problem);
    if (!answer.ok) return;
    setRun(answer.body);
    clearTimeout(timer);
    if (answer.body.status === "running")
      timer = setTimeout(() => void reload(), pauseMilliseconds);
  };
  return {
    run,
    failure,
    reload,
    act: async (act, body) => {
      const answer = await client.request("POST", `${path}/${act}`, { body });
      await reload();
      return answer.ok ? null : answer.problem;
    },
    stop: () => {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
