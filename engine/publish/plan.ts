/**
 * The publish plan: what a set of documents would change, the statements it takes, the rows that
 * stand against it, and the questions it leaves open. The same plan serves designer, command line
 * and tests; `apply.ts` carries it out.
 */

import { createHash } from "node:crypto";
import type { Change } from "../../metadata/diff/change.ts";
import { changeRisk, changeSentence } from "../../metadata/diff/change-sentence.ts";
import { type ChangeTitles, translatedTitles } from "../../metadata/diff/change-titles.ts";
import type { Targets } from "../../metadata/diff/diff-field.ts";
import { checkDocuments } from "../../metadata/documents/check-documents.ts";
import type { Problem } from "../../metadata/problem.ts";
import { problemMessage } from "../../metadata/problem.ts";
import type { Locale } from "../../metadata/text.ts";
import type { PlannedChange, PublishPlan } from "../../metadata/wire.ts";
import { type Catalog, makeCatalog, type StoredDocument } from "../catalog/catalog.ts";
import {
  type Hiding,
  nothingRemoved,
  type Removed,
  type RemovedKey,
  readRemoved,
  withEarlier,
} from "../catalog/removed.ts";
import { scriptProblems } from "../compile/check-scripts.ts";
import type { Executor, Statement } from "../db/database.ts";
import { tableOf } from "../db/names.ts";
import type { SlotValues } from "../query/plan-cache.ts";
import type { ConversionStep } from "./conversion-step.ts";
import { costOf } from "./cost.ts";
import { readFillAnswers } from "./fill-answers.ts";
import type { Answers } from "./fills.ts";
import { hidingsOf } from "./hidings.ts";
import { idProblems } from "./id-problems.ts";
import { intendedChanges } from "./intended-changes.ts";
import { keysKept } from "./kept-keys.ts";
import { requiredKept } from "./kept-required.ts";
import type { LargeWork } from "./large-work.ts";
import type { NumberingStep } from "./numbering-step.ts";
import { beforeOf } from "./obstacles.ts";
import { planChange } from "./plan-item.ts";
import type { PlanItem, PlannedWork } from "./planned-work.ts";
import { planWorks } from "./planned-works.ts";
import type { Planning } from "./planning.ts";
import { type Question, questionJson, questionName } from "./questions.ts";
import { type ComputedLevel, computedLevels, reachedFields } from "./recomputed.ts";
import { type PossibleRename, possibleRenames, renameQuestions, withRenames } from "./renames.ts";
import { withRestorations } from "./restore.ts";
import { withReturns } from "./returned-values.ts";
import { inOrder, type StagedStatement } from "./staged-statement.ts";
import { readTableFacts, type TableFacts } from "./table-facts.ts";
import type { TableNames } from "./table-statements.ts";
import { columnChanges, typeChangeProblems } from "./type-changes.ts";
import { questionsOfChanges, unknownAnswers } from "./unknown-answers.ts";
import { type Rebuild, type WearBounds, wearBounds, wearOfPlan } from "./worn-tables.ts";

export interface Plan {
  readonly base: number;
  /** Names what is planned: the base version and the documents. Answers are given to it. */
  readonly id: string;
  /** Digests of the documents that the base version holds. */
  readonly known: ReadonlySet<string>;
  /** The catalog as it will be. */
  readonly next: Catalog;
  readonly items: readonly PlanItem[];
  /** Tables that are made anew before any statement. */
  readonly rebuilds: readonly Rebuild[];
  /** Statements that run before values are converted, the conversions, numbers, and those that run after. */
  readonly first: readonly Statement[];
  readonly conversions: readonly ConversionStep[];
  readonly numberings: readonly NumberingStep[];
  readonly last: readonly Statement[];
  /** Formulas that are computed anew after all of them, and what they are given. */
  readonly levels: readonly ComputedLevel[];
  readonly clock: SlotValues;
  /** Tables of now that change or are computed, or read for that: nobody else writes them meanwhile. */
  readonly written: readonly string[];
  /** What the publish hides and what it brings back. */
  readonly hides: readonly Hiding[];
  readonly restores: readonly RemovedKey[];
  /** What is done beside large tables before all of that. */
  readonly large: readonly LargeWork[];
  /** About how many rows a table of now holds. */
  rows(table: string): number;
  readonly problems: readonly Problem[];
  /** What sentences call objects and fields in each language. */
  readonly titles: Readonly<Record<Locale, ChangeTitles>>;
}

export interface PlanRequest {
  readonly catalog: Catalog;
  readonly documents: readonly StoredDocument[];
  readonly answers: Answers;
  readonly clock: SlotValues;
  /** When a table is made anew, if not when `wearBounds` says so. */
  readonly wear?: WearBounds;
}

export async function makePlan(executor: Executor, request: PlanRequest): Promise<Plan> {
  const { catalog, documents } = request;
  const next = nextCatalog(catalog, documents);
  const known = new Set(catalog.documents.map(({ digest }) => digest));
  const titles = titlesOf(catalog, next);
  const nothing = {
    items: [],
    rebuilds: [],
    first: [],
    conversions: [],
    numberings: [],
    last: [],
    levels: [],
    clock: request.clock,
    written: [],
    hides: [],
    restores: [],
    large: [],
    rows: () => 0,
  };
  const id = planId(catalog, documents);
  const empty = { base: catalog.version, id, known, titles, ...nothing };
  const problems = checkDocuments(documents);
  if (problems.length > 0 || next === null) return { ...empty, next: catalog, problems };
  const inScripts = await scriptProblems(next);
  if (inScripts.length > 0) return { ...empty, next, problems: inScripts };
  const drafted = await changesTo(executor, catalog, documents, next);
  const targets = { before: idsIn(catalog), after: idsIn(next) };
  const possible = await possibleRenames(
    executor,
    catalog.schema,
    beforeOf(catalog, drafted.removed),
    drafted.changes,
    targets,
  );
  const joined = withRenames(documents, possible, request.answers);
  const asked =
    joined === documents
      ? drafted
      : await changesTo(executor, catalog, joined, nextCatalog(catalog, joined) ?? next);
  const refused = [
    ...idProblems(catalog, asked.next, asked.removed, asked.changes),
    ...typeChangeProblems(asked.changes, asked.removed),
  ];
  if (refused.length > 0) return { ...empty, next, problems: refused };
  const renames = renameQuestions(drafted.changes, targets);
  return composePlan(executor, request, { ...asked, possible, renames });
}

interface ChangesTo {
  readonly next: Catalog;
  readonly changes: readonly Change[];
  readonly removed: Removed;
}

/** The changes that lead to a catalog, with what comes back from among the removed. */
async function changesTo(
  executor: Executor,
  catalog: Catalog,
  documents: readonly StoredDocument[],
  next: Catalog,
): Promise<ChangesTo> {
  const targets: Targets = { before: idsIn(catalog), after: idsIn(next) };
  const intended = intendedChanges(catalog, documents, targets);
  const hidden = intended.some(mayNeedRemoved)
    ? await readRemoved(executor, catalog.workspaceId)
    : nothingRemoved;
  const restored = withRestorations(intended, hidden, targets);
  const retyped = restored.flatMap((change) =>
    change.kind === "field_type_changed" ? [change.after.id] : [],
  );
  const earlier = await withEarlier(executor, catalog.workspaceId, hidden, retyped);
  const removed = { ...earlier, targetId: idsIn(next) };
  const changes = withReturns(restored, removed, catalog, next);
  return { next, changes, removed };
}

const mayNeedRemoved = ({ kind }: Change): boolean =>
  kind === "object_added" ||
  kind === "field_added" ||
  kind === "field_changed" ||
  kind === "field_type_changed" ||
  kind === "field_formula_changed";

const idsIn =
  (catalog: Catalog) =>
  (name: string): string =>
    catalog.objects.get(name)?.id ?? name;

const planId = (catalog: Catalog, documents: readonly StoredDocument[]): string =>
  createHash("sha256")
    .update([catalog.version, ...documents.map(({ digest }) => digest).sort()].join("\n"))
    .digest("hex")
    .slice(0, 32);

/** Titles as the draft translates them, then as they were. */
function titlesOf(before: Catalog, next: Catalog | null): Plan["titles"] {
  const inLanguage = (locale: Locale) => {
    const contents = [next, before].map(
      (catalog) => catalog?.document("translation", locale)?.content ?? {},
    );
    return translatedTitles(contents);
  };
  return { en: inLanguage("en"), "zh-CN": inLanguage("zh-CN") };
}

/** The documents as a catalog of the next version; null when they do not even resolve. */
function nextCatalog(catalog: Catalog, documents: readonly StoredDocument[]): Catalog | null {
  const workspace = { id: catalog.workspaceId, name: catalog.workspace, schema: catalog.schema };
  try {
    return makeCatalog(workspace, catalog.version + 1, documents);
  } catch {
    return null;
  }
}

async function composePlan(
  executor: Executor,
  request: PlanRequest,
  {
    next,
    changes,
    removed,
    possible,
    renames,
  }: ChangesTo & {
    readonly possible: readonly PossibleRename[];
    readonly renames: readonly Question[];
  },
): Promise<Plan> {
  const before = beforeOf(request.catalog, removed);
  const touched = [
    ...changes.flatMap((change) => ("object" in change ? [change.object] : [])),
    ...reachedFields(
      changes.map((change) => ({ change, fills: true })),
      next,
    ).map(({ model }) => model),
  ];
  const facts = await readTableFacts(executor, request.catalog, before, touched);
  const asked = planningOf(executor, request, { next, changes, removed }, facts);
  const kept = requiredKept(changes, asked.retyped);
  const read = await readFillAnswers(asked, [...changes, ...kept]);
  const questions = [...questionsOfChanges(asked, [...changes, ...kept]), ...renames];
  const planning: Planning = { ...asked, answers: read.answers };
  const planned = await planWorks(planning, changes);
  const works = [...planned.works];
  for (const change of [...keysKept(changes), ...kept]) {
    const work = await planChange(planning, change);
    if (work.item.obstacles !== null) works.push(work);
  }
  const hidings = hidingsOf(request.catalog, removed, changes);
  const levels = computedLevels(
    works.map(({ item, fills }) => ({ change: item.change, fills: fills.length > 0 })),
    next,
  );
  const wear = await wearOfPlan(works, planning, facts, request.wear ?? wearBounds);
  return {
    base: request.catalog.version,
    id: planId(request.catalog, request.documents),
    known: new Set(request.catalog.documents.map(({ digest }) => digest)),
    next,
    items: [...wear.items, ...works.map(({ item }) => withRenameQuestion(item, possible))],
    rebuilds: wear.rebuilds,
    ...stepsOf(planning.names, works),
    levels,
    clock: request.clock,
    written: tablesWritten(request.catalog, works, levels),
    hides: [...hidings.hides, ...works.flatMap(({ hides }) => hides)],
    restores: [...hidings.restores, ...works.flatMap(({ restores }) => restores)],
    large: planned.large,
    rows: planning.rows,
    problems: [
      // Where nothing changes, the same answers may have been carried out before.
      ...(changes.length === 0
        ? []
        : unknownAnswers(questions, request.answers, [request.catalog, next])),
      ...read.problems,
      ...wear.problems,
    ],
    titles: titlesOf(request.catalog, next),
  };
}

function planningOf(
  executor: Executor,
  { catalog, answers, clock }: PlanRequest,
  { next, changes, removed }: ChangesTo,
  { rows }: TableFacts,
): Planning {
  const names: TableNames = {
    schema: next.schema,
    tableOfObject: (name) => {
      const object = next.rows.get(name);
      return object === undefined ? null : tableOf(object);
    },
  };
  const columns = columnChanges(changes, removed);
  return {
    executor,
    catalog,
    next,
    names,
    before: beforeOf(catalog, removed),
    removed,
    changes,
    columns,
    retyped: new Map([...columns.values()].map((change) => [change.after.id, change])),
    prepared: new Map(),
    unplain: new Map(),
    answers,
    clock,
    rows,
  };
}

function tablesWritten(
  catalog: Catalog,
  works: readonly PlannedWork[],
  levels: readonly ComputedLevel[],
): readonly string[] {
  const ids = new Set(levels.flatMap(({ models }) => [...models].map(({ id }) => id)));
  for (const { item, staged, conversions, numberings } of works)
    if ("object" in item.change && staged.length + conversions.length + numberings.length > 0)
      ids.add(item.change.object.id);
  const written = [...catalog.rows.values()].filter(({ id }) => ids.has(id));
  return written.map(tableOf).sort();
}

/** The question whether a field was another one stands with the field. */
function withRenameQuestion(item: PlanItem, possible: readonly PossibleRename[]): PlanItem {
  const { change } = item;
  const field =
    change.kind === "field_added"
      ? change.field
      : change.kind === "field_renamed"
        ? change.after
        : null;
  const asked = possible.find(({ question }) =>
    field !== null && "object" in change && question.object.id === change.object.id
      ? question.field.name === field.name
      : false,
  );
  return asked === undefined ? item : { ...item, questions: [asked.question, ...item.questions] };
}

/** Existing rows get their values after columns are there and before they are required. */
function stepsOf(
  names: TableNames,
  works: readonly PlannedWork[],
): Pick<Plan, "first" | "conversions" | "numberings" | "last"> {
  const staged = works.flatMap((work) => work.staged);
  const late = new Set(["index", "link"]);
  const plain = (statements: readonly StagedStatement[]): readonly Statement[] =>
    inOrder(names, statements).map((text) => ({ text, values: [] }));
  return {
    first: plain(staged.filter(({ stage }) => !late.has(stage))),
    conversions: works.flatMap(({ conversions }) => conversions),
    numberings: works.flatMap(({ numberings }) => numberings),
    last: [
      ...works.flatMap(({ fills }) => fills),
      ...plain(staged.filter(({ stage }) => late.has(stage))),
    ],
  };
}

/** True when the plan can be carried out as it stands. */
export const isReady = (plan: Plan): boolean =>
  plan.problems.length === 0 &&
  plan.items.length > 0 &&
  plan.items.every(({ obstacles }) => obstacles?.blocking !== true);

/** The plan as it is shown, in one language. */
export function planJson(plan: Plan, locale: Locale, answers: Answers): PublishPlan {
  return {
    id: plan.id,
    base: plan.base,
    changes: plan.items.map((item) =>
      plannedChange(item, locale, plan.titles[locale], plan.next.workspace),
    ),
    questions: plan.items.flatMap(({ questions }) =>
      questions.map((question) => questionJson(question, answers, locale, plan.titles[locale])),
    ),
    problems: plan.problems.map((item) => ({
      file: item.file ?? "",
      path: item.path,
      code: item.code,
      params: item.params,
      message: problemMessage(item, locale),
    })),
    ready: isReady(plan),
  };
}

/** Address of a record's screen; null for rows, which have none. */
function linkTo(workspace: string, change: Change, id: string): string | null {
  const isRecord = "object" in change && change.object.parent === null;
  return isRecord ? `/${workspace}/records/${change.object.name}/${id}` : null;
}

/** Names a change within its plan: `field_type_changed.customer.level`. */
export function changeName(change: Change): string {
  if (!("object" in change)) return `${change.kind}.${change.document}.${change.name}`;
  if ("fields" in change)
    return [change.kind, change.object.name, ...change.fields.map(({ name }) => name)].join(".");
  const field = "field" in change ? change.field : "after" in change ? change.after : null;
  return [change.kind, change.object.name, ...(field === null ? [] : [field.name])].join(".");
}

function plannedChange(
  item: PlanItem,
  locale: Locale,
  titles: ChangeTitles,
  workspace: string,
): PlannedChange {
  const { change, obstacles } = item;
  return {
    id: changeName(change),
    kind: change.kind,
    object: "object" in change ? change.object.name : null,
    field: "field" in change ? change.field.name : "after" in change ? change.after.name : null,
    sentence: changeSentence(change, locale, titles),
    risk: changeRisk(change),
    statements: item.statements,
    obstacles:
      obstacles === null
        ? null
        : {
            count: obstacles.count,
            samples: obstacles.samples.map(({ id, title }) => ({
              id,
              revision: 0,
              title,
              link: linkTo(workspace, change, id),
            })),
            blocking: obstacles.blocking,
          },
    cost: costOf({ ...item.touch, statements: item.statements }, locale),
    questions: item.questions.map(questionName),
  };
}
