/**
 * What written records start and wake, in the transaction of the write: runs of workflows that wait
 * for such a write, and runs that wait for something to happen to one of these records.
 */
import { evaluate } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import type { TextPlace } from "../../metadata/workflows/map-texts.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { ReactedRecord, Reaction, Reactions, WriteEvent } from "../records/reactions.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { chainProblem } from "./cause-chain.ts";
import { type PinnedWorkflow, publishedWorkflows } from "./pinned-workflow.ts";
import { tokenTable } from "./run-rows.ts";
import { environmentFor } from "./run-values.ts";
import { type Start, startRuns } from "./start-runs.ts";
import { expressionAt } from "./step-context.ts";
import { wakeTokens } from "./wake-token.ts";

/** Whether runs wait for records of an object. */
export type IsWaitedFor = (catalog: Catalog, model: ObjectModel) => boolean;

const triggersKey = Symbol("triggers of workflows");

type Triggers = ReadonlyMap<string, readonly PinnedWorkflow[]>;

/** Workflows that start by writes, by object and event. */
const triggersOf = (catalog: Catalog): Triggers =>
  catalog.derived(triggersKey, () => {
    const found = new Map<string, PinnedWorkflow[]>();
    for (const pinned of publishedWorkflows(catalog).values()) {
      const { trigger, active } = pinned.workflow;
      if (!active || trigger.object === null) continue;
      for (const event of trigger.events) {
        const key = `${trigger.object} ${event}`;
        const known = found.get(key) ?? [];
        known.push(pinned);
        found.set(key, known);
      }
    }
    return found;
  });

/** A step of the lifecycle is a change, too. */
const kindsOf = ({ kind }: WriteEvent): readonly string[] =>
  kind === "transition" ? ["transition", "update"] : [kind];

/** @param wake told that there may be something to do */
export function workflowReactions(isWaitedFor: IsWaitedFor, wake: () => void): Reactions {
  return {
    to: (catalog, model, event): Reaction | null => {
      const triggers = triggersOf(catalog);
      const waiting = kindsOf(event).flatMap((kind) => triggers.get(`${model.name} ${kind}`) ?? []);
      const waited = event.kind !== "create" && isWaitedFor(catalog, model);
      if (waiting.length === 0 && !waited) return null;
      return {
        before: null,
        after: async (writer, records) => {
          const starts = await startsOf(writer, model, event, waiting, records);
          await startAll(writer, starts);
          if (waited) await wakeWaiting(writer, event, records);
          wake();
        },
      };
    },
  };
}

const startsPerStatement = 1000;

async function startAll(writer: Writer, starts: readonly Start[]): Promise<void> {
  if (starts.length === 0) return;
  const circle = chainProblem(writer.chain);
  if (circle !== null) throw new Refused([circle]);
  const now = new Date();
  for (let from = 0; from < starts.length; from += startsPerStatement)
    await startRuns(
      writer.executor,
      writer.catalog,
      starts.slice(from, from + startsPerStatement),
      now,
    );
}

async function startsOf(
  writer: Writer,
  model: ObjectModel,
  event: WriteEvent,
  workflows: readonly PinnedWorkflow[],
  records: readonly ReactedRecord[],
): Promise<readonly Start[]> {
  const starts: Start[] = [];
  for (const pinned of workflows) {
    const { trigger } = pinned.workflow;
    if (event.kind === "transition" && trigger.events.includes("transition"))
      if (trigger.transition !== null && trigger.transition !== event.name) continue;
    for (const reacted of records) {
      const { id, record, changed } = reacted;
      const concerns =
        event.kind === "create" ||
        event.kind === "delete" ||
        trigger.changed.length === 0 ||
        trigger.changed.some((name) => changed.has(name));
      if (!concerns || !(await holds(writer, pinned, reacted))) continue;
      starts.push({
        pinned,
        event: event.kind,
        object: model.name,
        record: id,
        snapshot: event.kind === "delete" ? record : null,
        key: `${id} ${String(record.revision)} ${event.kind}`,
        startedBy: writer.actor,
        chain: writer.chain,
      });
    }
  }
  return starts;
}

const startPlace: TextPlace = { path: "/on/when", step: null, use: "condition", name: null };

async function holds(
  writer: Writer,
  pinned: PinnedWorkflow,
  { id, record }: ReactedRecord,
): Promise<boolean> {
  const { when } = pinned.workflow.trigger;
  if (when === null) return true;
  const expression = expressionAt({ pinned, writer }, when, startPlace);
  const names = {
    pinned,
    step: null,
    record: id,
    snapshot: record,
    startedBy: writer.actor,
    variables: {},
    results: {},
    items: new Map<string, string>(),
    known: new Map([[id, record]]),
  };
  return evaluate(expression, await environmentFor(writer, names, expression)) === true;
}

/** Runs that wait for one of the records look at it; whoever waits from now on sees it as it is. */
async function wakeWaiting(
  { executor, catalog }: Writer,
  event: WriteEvent,
  records: readonly ReactedRecord[],
): Promise<void> {
  const { rows } = await executor.run({
    text: `select "id", "run", "state" ->> 'ref' from ${tokenTable(catalog.schema)} where "wait_record" = any($1::uuid[]) and "wait_event" = any($2) and "status" = 'waiting'`,
    values: [records.map(({ id }) => id), kindsOf(event)],
  });
  await wakeTokens(
    executor,
    catalog.workspaceId,
    rows.map(([token, run, ref]) => ({
      token: String(token),
      run: String(run),
      ref: String(ref),
      outcome: null,
    })),
  );
}
