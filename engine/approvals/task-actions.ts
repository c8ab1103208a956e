/** What somebody may do with a task as it stands. What an act itself asks is asked when it comes. */
import type { TaskAction } from "../../metadata/task-wire.ts";
import type { ApprovalDefinition } from "../../metadata/workflows/approval.ts";
import type { Workflow } from "../../metadata/workflows/workflow.ts";
import type { Approval, Task } from "./approval-rows.ts";
import { isLastWord } from "./take-back.ts";

export interface Onlooking {
  readonly actor: string;
  readonly administers: boolean;
  /** He is asked himself, or stands in for who is. */
  readonly isAsked: boolean;
  readonly task: Task;
  readonly approval: Approval;
  /** All tasks of the approval. */
  readonly tasks: readonly Task[];
  readonly startedBy: string | null;
  readonly workflow: Workflow;
  readonly definition: ApprovalDefinition;
  /** Somebody has decided since the run began, or was last returned. */
  readonly isDecided: boolean;
  /** It has led to another approval, upon which nobody has acted. */
  readonly isUnanswered: boolean;
}

export function actionsOf(one: Onlooking): readonly TaskAction[] {
  const { task, approval, startedBy, actor, administers, isAsked } = one;
  const isOpen = approval.status === "pending";
  const actions = new Set<TaskAction>();
  if (isOpen && isAsked && task.status === "pending")
    for (const act of asked(one)) actions.add(act);
  if (isOpen && administers && task.status === "pending") actions.add("transfer");
  if (isOpen && startedBy === actor) {
    if (mayWithdraw(one)) actions.add("withdraw");
    actions.add("copy");
  }
  if (isOpen && (startedBy === actor || administers)) actions.add("remind");
  if (task.actedBy === actor && (isOpen || one.isUnanswered) && isLastWord(task, one.tasks))
    actions.add("take_back");
  return [...actions];
}

function asked({
  task,
  approval,
  definition,
  startedBy,
  actor,
  tasks,
}: Onlooking): readonly TaskAction[] {
  if (task.place === "consult") return ["answer", "copy"];
  if (approval.kind === "resubmit") return ["approve", "copy"];
  const own = [actor, task.assignee].includes(startedBy ?? "");
  if (approval.kind === "approval" && own && !definition.selfApproval) return ["copy"];
  const { may } = definition;
  const adds = may.has("addBefore") || may.has("addAfter") || may.has("addBeside");
  const added = tasks.some(
    ({ parent, ofSeat, status }) =>
      parent === task.id && ofSeat !== null && (status === "pending" || status === "waiting"),
  );
  return [
    "approve",
    ...(approval.kind === "approval" ? (["reject"] as const) : []),
    ...(may.has("return") ? (["return"] as const) : []),
    ...(may.has("transfer") ? (["transfer"] as const) : []),
    ...(may.has("consult") ? (["delegate"] as const) : []),
    ...(adds ? (["add_approver"] as const) : []),
    ...(added ? (["remove_approver"] as const) : []),
    "copy",
  ];
}

const mayWithdraw = ({ workflow, isDecided }: Onlooking): boolean =>
  workflow.withdraw === "anyTime" || (workflow.withdraw === "beforeFirstDecision" && !isDecided);
