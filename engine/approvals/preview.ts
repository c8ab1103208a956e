/** Whom a workflow would ask if it began now with a record: its steps are walked, none is carried out. */
import { isJsonObject, textsOf } from "../../metadata/json-object.ts";
import { pointer } from "../../metadata/problem.ts";
import type { ApprovalPreview, PreviewStep } from "../../metadata/task-wire.ts";
import { isAsked } from "../../metadata/workflows/step-types.ts";
import type { Step } from "../../metadata/workflows/workflow.ts";
import { newUuid } from "../db/uuid.ts";
import type { Writer } from "../records/writer.ts";
import type { PinnedWorkflow } from "../workflows/pinned-workflow.ts";
import type { Run } from "../workflows/run.ts";
import { computed, type StepContext } from "../workflows/step-context.ts";
import type { StepServices } from "../workflows/step-services.ts";
import { newToken } from "../workflows/tokens.ts";
import { calendarOf } from "../workflows/workflow-calendar.ts";
import { titlesIn, type WorkflowTitles } from "../workflows/workflow-titles.ts";
import { dueMoments } from "./due-moments.ts";
import type { Acting } from "./hold-task.ts";
import { planSeats, type SeatPlan } from "./plan-seats.ts";
import { peopleNamed } from "./show-tasks.ts";
import { definitionIn } from "./step-parts.ts";

/** What is walked with. */
export interface Walk {
  readonly acting: Acting;
  readonly services: StepServices;
  readonly object: string;
  readonly record: string;
  readonly variables: Run["variables"];
}

type PreviewedWorkflow = ApprovalPreview["data"][number];

/** Steps that are walked. */
const stepsMaximum = 200;

/** Steps whose outcome other steps may read. */
const changing: ReadonlySet<string> = new Set([
  "create",
  "update",
  "delete",
  "find",
  "script",
  "http",
  "loop",
  "wait",
  "subflow",
]);

export async function previewOf(walk: Walk, pinned: PinnedWorkflow): Promise<PreviewedWorkflow> {
  const { name, start } = pinned.workflow;
  const { writer, locale } = walk.acting;
  const titles = titlesIn(writer.catalog, locale, pinned);
  const found: PreviewStep[] = [];
  await follow(walk, pinned, start, { titles, found, certain: true, agreed: [], walked: 0 });
  return { workflow: { name, title: titles.workflow }, steps: found };
}

/** Where the walk stands. */
interface Place {
  readonly titles: WorkflowTitles;
  readonly found: PreviewStep[];
  certain: boolean;
  /** Who would have agreed: in the step before, and in all. */
  agreed: readonly (readonly string[])[];
  walked: number;
}

/** False when the run would fail on the way. */
async function follow(
  walk: Walk,
  pinned: PinnedWorkflow,
  first: string | null,
  place: Place,
): Promise<boolean> {
  let id = first;
  while (id !== null && place.walked++ < stepsMaximum) {
    const step = pinned.workflow.steps.get(id);
    if (step === undefined) return true;
    const context = contextFor(walk, pinned, step);
    if (step.type === "branch") {
      id = await branchTaken(context);
      continue;
    }
    let goesOn = true;
    if (step.type === "parallel")
      for (const branch of textsOf(step.content.branches))
        goesOn = (await follow(walk, pinned, branch, place)) && goesOn;
    if (step.type === "loop" && typeof step.content.do === "string") {
      place.certain = false;
      // A loop over nothing asks nobody.
      await follow(walk, pinned, step.content.do, place);
    }
    if (isAsked(step.content) && (await addStep(walk, context, place)) === "stop") {
      id = step.on.get("error") ?? null;
      if (id === null) return false;
      continue;
    }
    if (!goesOn) return false;
    if (changing.has(step.type)) place.certain = false;
    id = step.next;
  }
  return true;
}

async function branchTaken(context: StepContext): Promise<string | null> {
  const { cases, else: otherwise } = context.step.content;
  for (const [index, entry] of (Array.isArray(cases) ? cases : []).entries()) {
    if (!isJsonObject(entry) || typeof entry.when !== "string") continue;
    const path = pointer("/cases", index, "when");
    if ((await computed(context, entry.when, "condition", path)) === true)
      return typeof entry.next === "string" ? entry.next : null;
  }
  return typeof otherwise === "string" ? otherwise : null;
}

async function addStep(
  walk: Walk,
  context: StepContext,
  place: Place,
): Promise<SeatPlan["nobody"]> {
  const { step, now } = context;
  const definition = definitionIn(context);
  const before = definition.ifRepeated === "skip" ? place.agreed.slice(-1) : place.agreed;
  const agreed = definition.ifRepeated === "never" ? [] : before.flat();
  const plan = await planSeats(context, definition, new Set(agreed));
  if (step.type === "approval") place.agreed = [...place.agreed, agreeing(plan)];
  const people = plan.seats.flatMap(({ people, skipped }) =>
    people.map(({ account, origin }) => ({ account, origin, skipped })),
  );
  const person = await peopleNamed(
    walk.acting,
    people.map(({ account }) => account),
  );
  const calendar = calendarOf(context.writer.catalog, context.pinned.workflow);
  place.found.push({
    step: { name: step.id, title: place.titles.step(step.id) },
    kind: step.type === "task" ? "task" : "approval",
    rule: plan.rule,
    people: people.map(({ account, origin, skipped }) => ({
      person: person(account),
      origin,
      skipped,
    })),
    nobody: plan.nobody,
    certain: place.certain,
    due: dueMoments(definition.due, now, calendar).dueAt?.toISOString() ?? null,
  });
  return plan.nobody;
}

/** Whoever certainly has agreed when the step is over. */
function agreeing({ rule, seats }: SeatPlan): readonly string[] {
  if (rule.kind !== "all" && rule.kind !== "in_turn" && seats.length > 1) return [];
  return seats.flatMap(({ people }) =>
    people.length === 1 ? people.map(({ account }) => account) : [],
  );
}

function contextFor(
  { acting, services, object, record, variables }: Walk,
  pinned: PinnedWorkflow,
  step: Step,
): StepContext {
  const { actor, now } = acting;
  const writer: Writer = acting.writer;
  const run: Run = {
    id: newUuid(),
    workflow: pinned.workflow.name,
    digest: pinned.digest,
    version: writer.catalog.version,
    event: "preview",
    status: "running",
    object,
    record,
    snapshot: null,
    variables,
    results: {},
    startedBy: actor,
    chain: [],
    parent: null,
    parentToken: null,
    entries: 0,
    undoing: null,
  };
  const names = {
    pinned,
    step: step.id,
    record,
    snapshot: null,
    startedBy: actor,
    variables,
    results: {},
    items: new Map<string, string>(),
  };
  const token = newToken(newUuid(), step.id);
  return { run, pinned, step, token, names, writer, now, done: 0, services };
}
