/** Somebody decides: what he says, what he changes with it and what follows, in one transaction. */
import type { TaskOutcome } from "../../metadata/task-wire.ts";
import { Refused } from "../records/writer.ts";
import type { Task } from "./approval-rows.ts";
import { changesWith, type Decision, requireOpinion } from "./decision-values.ts";
import { type Acting, holdTask, notAllowed, requireDecider } from "./hold-task.ts";
import { keepSettled } from "./keep-settled.ts";
import { holdFilesOf } from "./opinion-files.ts";

/** @throws Refused */
export async function decide(acting: Acting, id: string, decision: Decision): Promise<TaskOutcome> {
  const held = await holdTask(acting, id);
  await requireDecider(acting, held);
  const { task, tasks, approval } = held;
  if (task.place === "consult") throw new Refused([notAllowed(decision.decision)]);
  if (decision.decision === "reject" && approval.kind !== "approval")
    throw new Refused([notAllowed("reject")]);
  if (approval.kind !== "resubmit") requireOpinion(held, decision.opinion);
  await holdFilesOf(acting, id, decision.files);
  const changes = await changesWith(acting, held, decision);
  const said: Task = {
    ...task,
    status: decision.decision === "approve" ? "approved" : "rejected",
    opinion: decision.opinion,
    actedBy: acting.actor,
    decidedAt: acting.now,
    changes,
    via: acting.via,
  };
  return keepSettled(
    acting,
    held,
    tasks.map((one) => (one.id === id ? said : one)),
  );
}
