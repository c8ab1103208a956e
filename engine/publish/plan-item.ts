/** One change of a plan: its statements, what stands against it, and what it asks. */
import type { Change } from "../../metadata/diff/change.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { Replacement } from "../catalog/removed.ts";
import { replacedName } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { rowsThatFail } from "./assertions.ts";
import { changeStatements } from "./change-statements.ts";
import { fillBeside } from "./computed-beside.ts";
import { fieldToFill, fillEmpty } from "./fills.ts";
import { hidingOfValues } from "./hidings.ts";
import {
  isFilled,
  type LargeWork,
  largeColumn,
  largeForeignKey,
  largeIndex,
  rewrittenColumn,
} from "./large-work.ts";
import { describeNumbering, numberingStep, numberQuestions } from "./numbering-step.ts";
import { obstaclesOf, rowsAgainst } from "./obstacles.ts";
import { optionsQuestion, replacementIn, replaceOptions } from "./option-answers.ts";
import { planReturn } from "./planned-return.ts";
import { planTypeChange } from "./planned-type-change.ts";
import { countedIn, type PlannedWork, planCounted, untouched } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import { answerTo, type Question } from "./questions.ts";
import { rowsThatRepeat } from "./repeated-values.ts";
import {
  columnInItsPlace,
  isRewrittenBeside,
  keptColumn,
  type RewrittenValues,
  rewriteInPlace,
  settleRewritten,
} from "./rewritten-values.ts";
import { rowsThatBreak } from "./rule-rows.ts";
import { inOrder, type StagedStatement } from "./staged-statement.ts";
import { newColumn } from "./type-change-statements.ts";
import { rowsLeft, rowsThatStayEmpty } from "./values-to-be.ts";

export async function planChange(planning: Planning, change: Change): Promise<PlannedWork> {
  const retyped = planning.columns.get(change);
  const work =
    retyped === undefined
      ? await planOther(planning, change)
      : withChange(await planTypeChange(planning, retyped), change);
  const numbered = await withNumbers(planning, work);
  const ready = createsTable.has(change.kind) ? work : withLargeWork(planning, numbered);
  const table = "object" in change ? planning.before.table(change.object.id) : undefined;
  const touch = {
    rows: table === undefined ? 0 : planning.rows(table),
    writes:
      ready.conversions.length + ready.fills.length > 0 ||
      ready.numberings.some(({ gives }) => gives) ||
      isComputed(change),
    beside: ready.large.length > 0,
    columnsBeside: ready.large.filter(isFilled).length,
    isNew: table === undefined,
  };
  return { ...ready, item: { ...ready.item, touch } };
}

/** A stored field that is computed is called what it is, whatever becomes of its column. */
const withChange = (work: PlannedWork, change: Change): PlannedWork => ({
  ...work,
  item: { ...work.item, change },
});

/** The values of all rows are computed. */
function isComputed(change: Change): boolean {
  if (change.kind === "field_formula_changed") return true;
  if (change.kind === "field_added") return change.field.formula !== null;
  return change.kind === "field_type_changed" && change.after.formula !== null;
}

/** An auto-number that comes or changes: whether records get one, and counters that go on. */
async function withNumbers(planning: Planning, work: PlannedWork): Promise<PlannedWork> {
  const { item } = work;
  const step = numberingStep(planning, item.change);
  const asked = await numberQuestions(planning, item.change);
  return {
    ...work,
    item: {
      ...item,
      statements: [...item.statements, ...(step?.gives ? [describeNumbering(step)] : [])],
      questions: [...item.questions, ...asked],
    },
    numberings: step === null ? [] : [step],
  };
}

/** What can be done beside the table, if it is large, is done beforehand. */
function withLargeWork(planning: Planning, work: PlannedWork): PlannedWork {
  const { change } = work.item;
  if (!("object" in change)) return work;
  const [step] = work.conversions;
  const [made] = work.large;
  const column = made?.kind === "column" ? made : largeColumn(planning, change, step ?? null);
  const field = "after" in change ? change.after : "field" in change ? change.field : null;
  if (column !== null && field !== null) planning.prepared.set(field.id, column.next);
  const { object } = change;
  const late = work.staged.flatMap(({ stage, text }): readonly LargeWork[] => {
    if (stage === "link") return [largeForeignKey(planning, object, text) ?? []].flat();
    return [(stage === "index" ? largeIndex(planning, object, text) : null) ?? []].flat();
  });
  const source = column?.values?.source ?? null;
  return {
    ...work,
    conversions: work.conversions.map((item) => ({ ...item, base: source?.base ?? null })),
    large: [...(column === null || column === made ? [] : [column]), ...work.large, ...late],
  };
}

const createsTable = new Set<Change["kind"]>(["object_added", "object_removed", "object_restored"]);

async function planOther(planning: Planning, change: Change): Promise<PlannedWork> {
  if (change.kind === "options_restored") return planReturn(planning, change);
  const { names, answers, retyped } = planning;
  const staged = [...changeStatements(change, names, retyped), ...formulaColumn(planning, change)];
  const asked = askedBy(planning, change);
  const against =
    rowsAgainst(change, planning) ??
    (await rowsThatStayEmpty(planning, change)) ??
    (await rowsThatRepeat(planning, change));
  if (against === null && change.kind === "field_changed")
    return planCounted(planning, change, staged, await rowsThatFail(planning, change));
  if (change.kind === "rule_added" || change.kind === "rule_changed")
    return planCounted(planning, change, staged, rowsThatBreak(planning, change));
  const { found, rows } = await countedIn(planning, change, against);
  const isAnswer = asked !== null && answerTo(asked.question, answers) !== null;
  const isAnswered = asked?.values != null || (isAnswer && change.kind === "options_removed");
  const left = await countedIn(planning, change, await rowsLeft(planning, change, isAnswered));
  const obstacles = obstaclesOf(found, left.found, isAnswered);
  const written = asked === null ? nothingWritten : rewriting(planning, change, asked, found);
  const all = [...staged, ...written.staged];
  return {
    item: {
      change,
      statements: [...inOrder(names, all), ...written.fills.map(({ text }) => text)],
      obstacles,
      questions: asked === null || (obstacles === null && !isAnswer) ? [] : [asked.question],
      rows: left.rows ?? rows,
      touch: untouched,
    },
    conversions: [],
    numberings: [],
    restores: [],
    ...written,
    staged: all,
  };
}

const nothingWritten = { staged: [], fills: [], hides: [], large: [] };

/**
 * How values are replaced: where they are, or in a column that is made ready beside a large table.
 * Those of removed options are kept, in a column for them alone or in the one that was theirs.
 */
function rewriting(
  planning: Planning,
  change: Change,
  { object, field, values, valuesNow, replacement }: Asked,
  found: { readonly count: number } | null,
) {
  if (values === null) return nothingWritten;
  const { catalog, removed, next } = planning;
  const kept = replacement === null ? null : replacedName(field.id, catalog.version + 1);
  const hiding = hidingOfValues(catalog, removed, "replaced", field.id, object.id);
  const hides = replacement && hiding ? [{ ...hiding, replacement }] : [];
  const beside = valuesNow !== null && isRewrittenBeside(planning, change, found?.count ?? 0);
  const column = beside ? rewrittenColumn(planning, object, field, valuesNow) : null;
  if (column !== null)
    return {
      staged: columnInItsPlace(planning, object, field, kept),
      fills: settleRewritten(planning, object, field, values, kept),
      hides,
      large: [column],
    };
  const inPlace = rewriteInPlace(next.schema, object, field, values, kept);
  return {
    ...nothingWritten,
    staged: kept === null ? [] : keptColumn(planning.names, object, field, kept),
    fills: [prepareSql(inPlace).bind(planning.clock)],
    hides,
  };
}

/**
 * On a large table a formula that changes gets a column of its own, which is computed beside it; one
 * that changes its type, too, has it already.
 */
function formulaColumn(planning: Planning, change: Change): readonly StagedStatement[] {
  if (change.kind !== "field_formula_changed" || planning.retyped.has(change.after.id)) return [];
  if (largeColumn(planning, change, null) === null) return [];
  return newColumn(planning.names, change, null);
}

interface Asked {
  readonly question: Question;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  /** What the answer, or a default, makes of stored values. */
  readonly values: RewrittenValues | null;
  /** The same before the publish; null where that cannot be known. */
  readonly valuesNow: RewrittenValues | null;
  /** The same as it is remembered; null where nothing is that was there. */
  readonly replacement: Replacement | null;
}

/** The question of a change, and what its answer, or a default, comes to. */
function askedBy(planning: Planning, change: Change): Asked | null {
  const { next, before, answers } = planning;
  if (change.kind === "options_removed") {
    const { object, field } = change;
    if (before.column(field.id) === undefined) return null;
    const question = optionsQuestion(change);
    const replacement = replacementIn(planning, change);
    const values = replacement === null ? null : replaceOptions(field, replacement);
    return { question, object, field, values, valuesNow: values, replacement };
  }
  const filling = fieldToFill(change);
  if (filling === null) return null;
  const { object, field } = filling;
  return {
    question: { kind: "fill", object, field, choices: [] },
    object,
    field,
    values: fillEmpty(next, object, field, answers),
    valuesNow: fillBeside(planning, object, field),
    replacement: null,
  };
}
