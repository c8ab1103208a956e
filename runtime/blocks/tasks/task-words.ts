/** How tasks and approvals are told. */
import type {
  ApprovalStatus,
  ChainTask,
  TaskAction,
  TaskKind,
  TaskPerson,
  TaskStatus,
  TaskSummary,
  VoteRule,
} from "../../../metadata/task-wire.ts";
import type { TaskMessageKey } from "../../language/tasks/en.ts";
import { taskText } from "../../language/tasks/messages.ts";
import type { IconName } from "../../ui/icon.tsx";

interface Look {
  readonly look: "good" | "bad" | "waiting" | "quiet";
  readonly icon: IconName;
}

export const taskLooks: Readonly<Record<TaskStatus, Look>> = {
  waiting: { look: "quiet", icon: "hourglass" },
  pending: { look: "waiting", icon: "clock" },
  approved: { look: "good", icon: "circle-check" },
  rejected: { look: "bad", icon: "no-access" },
  returned: { look: "bad", icon: "undo" },
  transferred: { look: "quiet", icon: "arrow-right" },
  answered: { look: "good", icon: "circle-check" },
  skipped: { look: "quiet", icon: "circle-check" },
  closed: { look: "quiet", icon: "minus" },
};

export const approvalLooks: Readonly<Record<ApprovalStatus, Look>> = {
  pending: { look: "waiting", icon: "clock" },
  approved: { look: "good", icon: "circle-check" },
  rejected: { look: "bad", icon: "no-access" },
  returned: { look: "bad", icon: "undo" },
  withdrawn: { look: "quiet", icon: "undo" },
  closed: { look: "quiet", icon: "minus" },
};

/** Null: nobody, or somebody whose account is no more. */
export const personName = (person: TaskPerson | null): string =>
  person === null ? taskText("nobody") : person.name || taskText("gone");

export const titleOf = ({ record_title, workflow }: TaskSummary): string =>
  record_title || workflow.title || taskText("untitled");

/** What is agreed to in an approval is done in a task. */
export const statusWords = (status: TaskStatus, kind: TaskKind): string =>
  taskText(status === "approved" && kind === "task" ? "status_done" : `status_${status}`);

export function actKey(action: TaskAction, kind: TaskKind): TaskMessageKey {
  if (action !== "approve" || kind === "approval") return `act_${action}`;
  return kind === "task" ? "act_done" : "act_resubmit";
}

export function toldKey(action: TaskAction, kind: TaskKind): TaskMessageKey {
  if (action !== "approve" || kind === "approval") return `told_${action}`;
  return kind === "task" ? "told_done" : "told_resubmit";
}

export const ruleWords = (rule: VoteRule): string =>
  rule.kind === "votes"
    ? taskText("rule_votes", { needed: rule.needed })
    : taskText(`rule_${rule.kind}`);

/** Why somebody is asked, where the step does not say it itself. */
export const originWords = (origin: ChainTask["origin"]): string =>
  origin === "step" ? "" : taskText(`origin_${origin}`);
