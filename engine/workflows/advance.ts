/** A run while it is being moved: what changes is kept here and written at the end, in one statement. */
import type { Step } from "../../metadata/workflows/workflow.ts";
import { administratorRights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { clockAt } from "../clock.ts";
import type { Executor } from "../db/database.ts";
import type { Savepoint } from "../db/savepoint.ts";
import type { Reactions } from "../records/reactions.ts";
import type { Writer } from "../records/writer.ts";
import type { Secrets } from "../secrets/sealed-text.ts";
import { linkOf } from "./cause-chain.ts";
import type { PinnedWorkflow } from "./pinned-workflow.ts";
import type { HistoryEntry, Run, RunStatus, StepResult, Token, Undoing } from "./run.ts";
import { rightsOfRun } from "./run-rights.ts";
import type { StepContext, StepExecutor } from "./step-context.ts";
import type { StepServices } from "./step-services.ts";
import { hasItems, itemOf } from "./steps/loop.ts";
import type { Tokens } from "./tokens.ts";

/** What every advance is made with. */
export interface Workshop {
  readonly secrets: Secrets;
  readonly reactions: Reactions;
  readonly services: StepServices;
  /** Carries out the steps that people settle. */
  readonly asked: StepExecutor;
}

export interface Advance {
  readonly workshop: Workshop;
  readonly transaction: Executor;
  readonly catalog: Catalog;
  readonly pinned: PinnedWorkflow;
  readonly run: Run;
  readonly tokens: Tokens;
  readonly now: Date;
  readonly history: HistoryEntry[];
  readonly results: Record<string, StepResult>;
  undoing: Undoing | null;
  /** Steps carried out in this transaction. */
  done: number;
  /** Before the step that is being carried out, when it may write. */
  readonly savepoint: Savepoint;
  /** People have ended the run, and nothing said how it is to go on. */
  refused: boolean;
}

/** Steps that read or write as the one who started, or as the document says. */
const actsAs: ReadonlySet<string> = new Set([
  "create",
  "update",
  "delete",
  "find",
  "loop",
  "script",
]);

export async function contextOf(advance: Advance, token: Token, step: Step): Promise<StepContext> {
  const { run, pinned, workshop, now, undoing } = advance;
  const { left = null } = undoing ?? {};
  const names = {
    pinned,
    step: step.id,
    record: run.record,
    snapshot: run.snapshot,
    startedBy: run.startedBy,
    variables: run.variables,
    results: { ...advance.results, ...(left?.result && { [undoing?.step ?? ""]: left.result }) },
    items: left === null ? itemsAround(advance, token) : new Map(Object.entries(left.items)),
  };
  const writer = await writerOf(advance, token, step);
  return {
    run,
    pinned,
    step,
    token,
    names,
    writer,
    now,
    done: advance.done,
    services: workshop.services,
  };
}

async function writerOf(advance: Advance, token: Token, step: Step): Promise<Writer> {
  const { run, pinned, workshop, transaction, catalog, now } = advance;
  const { as } = pinned.workflow;
  const rights =
    actsAs.has(step.type) && !hasItems(token.state)
      ? await rightsOfRun(transaction, catalog, as, run.startedBy)
      : administratorRights;
  return {
    executor: transaction,
    catalog,
    rights,
    clock: clockAt(now, workshop.services.timeZone, run.startedBy),
    actor: as === "system" ? null : run.startedBy,
    cause: "workflow",
    causality: run.id,
    secrets: workshop.secrets,
    reactions: workshop.reactions,
    chain: [...run.chain, linkOf(run.workflow, step.id, run.record)],
  };
}

/** Items of the rounds that a token goes through, the innermost last. */
export function itemsAround(
  { tokens, pinned }: Advance,
  token: Token,
): ReadonlyMap<string, string> {
  const items: (readonly [string, string])[] = [];
  let around = token.parent === null ? undefined : tokens.get(token.parent);
  while (around !== undefined) {
    const name = pinned.workflow.steps.get(around.step)?.content.as;
    const item = itemOf(around.state);
    if (typeof name === "string" && item !== null) items.unshift([name, item]);
    around = around.parent === null ? undefined : tokens.get(around.parent);
  }
  return new Map(items);
}

/** How a run stands by its tokens. */
export function statusOf(tokens: readonly Token[], undoing: Undoing | null): RunStatus {
  if (tokens.length === 0 && undoing !== null) return undoing.before === 0 ? "undone" : "running";
  if (tokens.length === 0) return "done";
  if (tokens.some(({ status }) => status === "ready")) return "running";
  return tokens.some(({ status }) => status === "failed") ? "failed" : "waiting";
}
