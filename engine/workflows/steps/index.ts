/** What carries each type of step out. */
import type { StepType } from "../../../metadata/workflows/step-types.ts";
import type { StepExecutor } from "../step-context.ts";
import { branch } from "./branch.ts";
import { find } from "./find.ts";
import { loop } from "./loop.ts";
import { mail } from "./mail.ts";
import { notify } from "./notify.ts";
import { parallel } from "./parallel.ts";
import { runScript } from "./run-script.ts";
import { http, webhook } from "./send.ts";
import { subflow } from "./subflow.ts";
import { wait } from "./wait.ts";
import { create, remove, update } from "./write-records.ts";

/** Steps that people settle: whoever knows of people carries them out. */
type AskedType = "approval" | "task";

export const isAskedType = (type: StepType): type is AskedType =>
  type === "approval" || type === "task";

export const stepExecutors: Readonly<Record<Exclude<StepType, AskedType>, StepExecutor>> = {
  branch,
  parallel,
  loop,
  wait,
  undo: { execute: async () => ({ kind: "undo" }) },
  create,
  update,
  delete: remove,
  find,
  script: runScript,
  subflow,
  notify,
  mail,
  webhook,
  http,
};
