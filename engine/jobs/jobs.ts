/**
 * The workers of a process: take jobs and have them carried out, some at a time. A look costs one
 * probe of an index; while there is something to do looks follow one another quickly, else slowly.
 * Nothing is sent to wake workers: NOTIFY would make all writes wait for one another's commits.
 */
import type { Database } from "../db/database.ts";
import type { Observe } from "../observe.ts";
import type { JobHandler } from "./job.ts";
import { readBacklog } from "./job-rows.ts";
import { takeTurn, type Workshop } from "./turn.ts";

export interface Jobs {
  register(handler: JobHandler): void;
  /** Begins to look for jobs; without it nothing is carried out in this process. */
  start(): void;
  /** Call when a job is being added: workers of this process look soon, and quickly for a while. */
  wake(): void;
  /** Takes no more and waits for what is under way. */
  stop(): Promise<void>;
}

export interface JobSettings {
  /** Jobs at a time, each with a connection of its own. */
  readonly slots: number;
}

/** While there was something to do in the last seconds. */
export const briskMilliseconds = 25;
const calmMilliseconds = 250;
const briskFor = 10_000;
const backlogMilliseconds = 15_000;

/** One workspace never has all the workers of a process. */
export const shareOf = (slots: number): number => Math.max(1, slots - 1);

export function createJobs(database: Database, observe: Observe, { slots }: JobSettings): Jobs {
  const handlers = new Map<string, JobHandler>();
  const failed = tellOnce(observe);
  const workers = makeWorkers({ database, observe, handlers }, slots, failed);
  let running = false;
  /** How the timer is set. */
  let brisk = false;
  let timer: NodeJS.Timeout | null = null;
  let backlogTimer: NodeJS.Timeout | null = null;

  const schedule = (): void => {
    if (!running) return;
    brisk = workers.isBrisk();
    timer = setTimeout(
      () => {
        workers.begin();
        schedule();
      },
      brisk ? briskMilliseconds : calmMilliseconds,
    );
    timer.unref();
  };
  const tellBacklog = async (): Promise<void> => {
    const backlog = await readBacklog(database, new Date());
    observe({ kind: "jobs_waiting", ...backlog });
  };

  return {
    register: (handler) => void handlers.set(handler.kind, handler),
    start: () => {
      running = true;
      backlogTimer = setInterval(() => void tellBacklog().catch(failed), backlogMilliseconds);
      backlogTimer.unref();
      workers.open();
      schedule();
    },
    wake: () => {
      workers.hurry();
      if (!running || brisk) return;
      if (timer !== null) clearTimeout(timer);
      schedule();
    },
    stop: async () => {
      running = false;
      if (timer !== null) clearTimeout(timer);
      if (backlogTimer !== null) clearInterval(backlogTimer);
      await workers.close();
    },
  };
}

/** Of failures that follow one another the first is told. */
function tellOnce(observe: Observe) {
  let last = 0;
  return (error: unknown): void => {
    const now = Date.now();
    if (now - last > 60_000) observe({ kind: "background_failed", what: "jobs", error });
    last = now;
  };
}

/** Those that take jobs, as many at a time as there are slots. */
function makeWorkers(workshop: Workshop, slots: number, failed: (error: unknown) => void) {
  const inWork = new Map<string, number>();
  const active = new Set<Promise<void>>();
  let open = false;
  let briskUntil = 0;
  /** One looks at a time: the share of a workspace is counted between looks. */
  let looking: Promise<unknown> = Promise.resolve();

  const count = (workspace: string, by: number): void => {
    const now = (inWork.get(workspace) ?? 0) + by;
    if (now === 0) inWork.delete(workspace);
    else inWork.set(workspace, now);
  };
  const full = (): readonly string[] =>
    [...inWork].filter(([, taken]) => taken >= shareOf(slots)).map(([workspace]) => workspace);
  const hurry = (): void => {
    briskUntil = Date.now() + briskFor;
  };

  /** Works as long as there is something to do. */
  const work = async (): Promise<void> => {
    for (let found = true; found && open; ) {
      let release = (): void => undefined;
      const before = looking;
      looking = new Promise<void>((resolve) => (release = resolve));
      await before;
      let workspace: string | null = null;
      try {
        found = await takeTurn(workshop, full, (job) => {
          workspace = job.workspace;
          count(workspace, 1);
          hurry();
          release();
          // There may be more: another worker looks while this one works.
          begin();
        });
      } finally {
        release();
        if (workspace !== null) count(workspace, -1);
      }
    }
  };
  const begin = (): void => {
    if (!open || active.size >= slots) return;
    const working = work()
      .catch(failed)
      .finally(() => active.delete(working));
    active.add(working);
  };
  return {
    begin,
    hurry,
    isBrisk: () => Date.now() < briskUntil,
    open: () => {
      open = true;
      hurry();
      begin();
    },
    close: async () => {
      open = false;
      while (active.size > 0) await Promise.all(active);
    },
  };
}
