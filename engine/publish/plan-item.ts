/** One change of a plan: its statements, what stands against it, and what it asks. */
import type { Change } from "../../metadata/diff/change.ts";
import { identifier, type Sql, sql } from "../../metadata/expressions/index.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import type { Statement } from "../db/database.ts";
import { formerName, quoted, tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { rowsThatFail, rowsThatNewTypeFails } from "./assertions.ts";
import { changeStatements } from "./change-statements.ts";
import { fillBeside } from "./computed-beside.ts";
import { findUnconverted } from "./conversion.ts";
import { type ConversionStep, describeConversion, type FormerColumn } from "./conversion-step.ts";
import { fieldToFill, fillEmpty } from "./fills.ts";
import { hiding } from "./hidings.ts";
import { comesBack } from "./kept-values.ts";
import {
  isLarge,
  isWritten,
  type LargeWork,
  largeColumn,
  largeForeignKey,
  largeIndex,
  rewrittenColumn,
} from "./large-work.ts";
import {
  describeNumbering,
  type NumberingStep,
  numberingStep,
  numberQuestions,
} from "./numbering-step.ts";
import {
  countRows,
  type Obstacles,
  obstaclesOf,
  type RowsInQuestion,
  rowsAgainst,
  titleColumn,
} from "./obstacles.ts";
import { optionsQuestion, replaceOptions } from "./option-answers.ts";
import { plannedConversion } from "./planned-conversion.ts";
import type { Planning } from "./planning.ts";
import { answerTo, type Question } from "./questions.ts";
import type { Hiding, Removed, RemovedKey } from "./removed.ts";
import { rowsThatRepeat } from "./repeated-values.ts";
import {
  columnInItsPlace,
  isRewrittenBeside,
  type RewrittenValues,
  rewriteInPlace,
  settleRewritten,
} from "./rewritten-values.ts";
import { recordsWithLinks } from "./rows-held.ts";
import { rowsThatBreak } from "./rule-rows.ts";
import { alter, inOrder, type StagedStatement } from "./staged-statement.ts";
import { castInPlace, linkFromLookup, newColumn, rebindLinks } from "./type-change-statements.ts";
import {
  type Former,
  formerOf,
  keptSince,
  type TypeChange,
  type TypeChangeWay,
  wayOf,
} from "./type-changes.ts";
import { rowsLeft } from "./values-to-be.ts";

export interface PlanItem {
  readonly change: Change;
  readonly statements: readonly string[];
  readonly obstacles: Obstacles | null;
  /** Questions whose answers remove the obstacles. */
  readonly questions: readonly Question[];
  /** All the rows in question, with their titles; null where there are none. */
  readonly rows: (RowsInQuestion & { readonly title: Sql | null }) | null;
  /** How the table is touched, for estimates. */
  readonly touch: {
    readonly rows: number;
    readonly writes: boolean;
    readonly beside: boolean;
    readonly columnsBeside: number;
    readonly isNew: boolean;
  };
}

export interface PlannedWork {
  readonly item: PlanItem;
  readonly staged: readonly StagedStatement[];
  readonly conversions: readonly ConversionStep[];
  readonly numberings: readonly NumberingStep[];
  /** Values for rows that are there; run when all columns are. */
  readonly fills: readonly Statement[];
  readonly hides: readonly Hiding[];
  readonly restores: readonly RemovedKey[];
  /** What is done beforehand where the table is large. */
  readonly large: readonly LargeWork[];
}

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
    columnsBeside: ready.large.filter(isWritten).length,
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

const untouched = { rows: 0, writes: false, beside: false, columnsBeside: 0, isNew: true };

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
    large: [...(column === null ? [] : [column]), ...late],
  };
}

const createsTable = new Set<Change["kind"]>(["object_added", "object_removed", "object_restored"]);

async function planOther(planning: Planning, change: Change): Promise<PlannedWork> {
  const { names, answers, retyped } = planning;
  const staged = [...changeStatements(change, names, retyped), ...formulaColumn(planning, change)];
  const asked = askedBy(planning, change);
  const against = rowsAgainst(change, planning) ?? (await rowsThatRepeat(planning, change));
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
  const all = written.staged ?? staged;
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
    hides: [],
    restores: [],
    ...written,
    staged: all,
  };
}

const nothingWritten = { staged: null, fills: [], large: [] };

/** How values are replaced: where they are, or in a column that is made ready beside a large table. */
function rewriting(
  planning: Planning,
  change: Change,
  { object, field, values, valuesNow }: Asked,
  found: { readonly count: number } | null,
) {
  if (values === null) return nothingWritten;
  const beside = valuesNow !== null && isRewrittenBeside(planning, change, found?.count ?? 0);
  const column = beside ? rewrittenColumn(planning, object, field, valuesNow) : null;
  if (column !== null)
    return {
      staged: columnInItsPlace(planning, object, field),
      fills: settleRewritten(planning, object, field, values),
      large: [column],
    };
  const inPlace = rewriteInPlace(planning.next.schema, object, field, values);
  return { ...nothingWritten, fills: [prepareSql(inPlace).bind(planning.clock)] };
}

/** On a large table a formula that changes gets a column of its own, which is computed beside it. */
function formulaColumn(planning: Planning, change: Change): readonly StagedStatement[] {
  if (change.kind !== "field_formula_changed") return [];
  if (largeColumn(planning, change, null) === null) return [];
  return newColumn(planning.names, change, null);
}

async function countedIn(
  { executor, before }: Planning,
  change: Change,
  against: RowsInQuestion | null,
) {
  if (against === null || !("object" in change)) return { found: null, rows: null };
  const title = titleColumn(before, change.object);
  const found = await countRows(executor, against, title);
  return found.count === 0 ? { found: null, rows: null } : { found, rows: { ...against, title } };
}

/**
 * Records that a narrower length, range, pattern or a new rule would refuse. They are warned of:
 * what a schema or a rule says binds when the record is next written. Others may stand in the way.
 */
async function planCounted(
  planning: Planning,
  change: Change,
  staged: readonly StagedStatement[],
  rows: RowsInQuestion | null,
  blocking = false,
): Promise<PlannedWork> {
  const { found, rows: kept } = await countedIn(planning, change, rows);
  return {
    item: {
      change,
      statements: inOrder(planning.names, staged),
      obstacles: found === null ? null : { ...found, blocking },
      questions: [],
      rows: kept,
      touch: untouched,
    },
    staged,
    conversions: [],
    numberings: [],
    fills: [],
    hides: [],
    restores: [],
    large: [],
  };
}

interface Asked {
  readonly question: Question;
  readonly object: ObjectModel;
  readonly field: FieldModel;
  /** What the answer, or a default, makes of stored values. */
  readonly values: RewrittenValues | null;
  /** The same before the publish; null where that cannot be known. */
  readonly valuesNow: RewrittenValues | null;
}

/** The question of a change, and what its answer, or a default, comes to. */
function askedBy(planning: Planning, change: Change): Asked | null {
  const { next, before, answers } = planning;
  if (change.kind === "options_removed") {
    const { object, field } = change;
    if (before.column(field.id) === undefined) return null;
    const question = optionsQuestion(change);
    const values = replaceOptions(change, answerTo(question, answers));
    return { question, object, field, values, valuesNow: values };
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
  };
}

async function planTypeChange(planning: Planning, change: TypeChange): Promise<PlannedWork> {
  const { names, catalog } = planning;
  const way = wayBesideTable(planning, change);
  if (way === "rebind") return planRebind(planning, change);
  if (way === "in_place") return planInPlace(planning, change);
  const version = catalog.version + 1;
  const former = formerName(change.after.id, version);
  const keeps = change.before.formula === null;
  const nothing = {
    conversions: [],
    numberings: [],
    fills: [],
    hides: [],
    restores: [],
    large: [],
  };
  const plain = (staged: readonly StagedStatement[]): PlannedWork => ({
    item: {
      change,
      statements: inOrder(names, staged),
      obstacles: null,
      questions: [],
      rows: null,
      touch: untouched,
    },
    staged,
    ...nothing,
  });
  const hides = keeps ? hideFormer(planning, change) : [];
  if (way === "anew") return { ...plain(newColumn(names, change, keeps ? former : null)), hides };
  if (way === "link") return { ...plain(linkFromLookup(names, change, former)), hides };
  const converted = await planConversion(planning, change, former);
  return converted === null ? plain([]) : { ...converted, hides };
}

/** Null when every value already stands for itself. */
async function planConversion(
  planning: Planning,
  change: TypeChange,
  former: string,
): Promise<PlannedWork | null> {
  const { names, removed, next } = planning;
  const assessed = await assess(planning, change);
  const kept = formerOf(change.after, removed);
  if (!assessed.changes && sameColumn(change) && kept === undefined) return null;
  const step: ConversionStep = {
    conversion: assessed.conversion,
    schema: next.schema,
    table: tableOf(change.object),
    from: former,
    to: change.after.name,
    keepsUnconverted: assessed.answer !== null || assessed.obstacles === null,
    expected: assessed.obstacles?.blocking === false ? assessed.obstacles.count : 0,
    former: kept === undefined ? null : columnOf(removed, change, kept),
    base: null,
  };
  const staged = newColumn(names, change, former);
  const fills = [
    ...fillOf(planning, change),
    ...(change.before.formula === null ? [] : [dropColumn(planning, change, former)]),
  ];
  const isAnswered = assessed.obstacles?.blocking === false;
  const left = await countedIn(planning, change, await rowsLeft(planning, change, isAnswered));
  return {
    item: {
      change,
      statements: [
        ...inOrder(names, staged),
        ...describeConversion(step),
        ...fills.map(({ text }) => text),
      ],
      obstacles: obstaclesOf(assessed.obstacles, left.found, isAnswered),
      questions: [...assessed.questions, ...fillQuestionOf(change, assessed.obstacles)],
      rows: left.rows ?? assessed.rows,
      touch: untouched,
    },
    staged,
    conversions: [step],
    numberings: [],
    fills,
    hides: [],
    restores:
      kept?.as === null
        ? [{ kind: "former", subject: kept.thing.subject, version: kept.thing.version }]
        : [],
    large: [],
  };
}

/** A list that holds nothing anywhere may point to another object. */
const planRebind = (planning: Planning, change: TypeChange): Promise<PlannedWork> => {
  const linked = recordsWithLinks(planning, change.object, change.after);
  return planCounted(planning, change, rebindLinks(planning.names, change), linked, true);
};

/** The values stay what they are, and may be none that the new type takes. */
async function planInPlace(planning: Planning, change: TypeChange): Promise<PlannedWork> {
  const failing = await rowsThatNewTypeFails(planning, change);
  return planCounted(planning, change, castInPlace(planning.names, change), failing);
}

/** A large table is not written anew while everybody waits: its values are converted beside it. */
function wayBesideTable(planning: Planning, change: TypeChange): TypeChangeWay {
  const way = wayOf(change, planning.removed);
  const from = change.before.type.column(change.before.schema);
  return way === "in_place" &&
    isLarge(planning, change.object) &&
    from !== null &&
    !sameColumn(change)
    ? "convert"
    : way;
}

const columnOf = (
  removed: Removed,
  { after }: TypeChange,
  { thing, as }: Former,
): FormerColumn => ({
  column: formerName(after.id, thing.version),
  as,
  became: thing.became,
  since: keptSince(removed, thing),
});

/** What was computed is not kept. */
const dropColumn = ({ names }: Planning, { object }: TypeChange, column: string): Statement => ({
  text: alter(names, tableOf(object), `drop column ${quoted(column)}`),
  values: [],
});

function fillOf({ next, answers, clock }: Planning, change: TypeChange): readonly Statement[] {
  const filling = fieldToFill(change);
  if (filling === null) return [];
  const values = fillEmpty(next, filling.object, filling.field, answers);
  if (values === null) return [];
  const statement = rewriteInPlace(next.schema, filling.object, filling.field, values);
  return [prepareSql(statement).bind(clock)];
}

/** A required field whose values do not all convert needs a value for the rest. */
function fillQuestionOf(change: TypeChange, obstacles: Obstacles | null): readonly Question[] {
  const filling = fieldToFill(change);
  return filling === null || obstacles === null ? [] : [{ kind: "fill", ...filling, choices: [] }];
}

const sameColumn = ({ before, after }: TypeChange): boolean =>
  before.target === null &&
  before.type.column(before.schema)?.sql === after.type.column(after.schema)?.sql;

/** A field that was hidden itself is known by what it was then. */
function hideFormer({ catalog, removed }: Planning, change: TypeChange): readonly Hiding[] {
  const subject = change.before.id;
  const owner = [...catalog.objects.values()].find((object) =>
    withRowModels(object).some((rows) => rows.fields.some(({ id }) => id === subject)),
  );
  const became = change.object.document;
  if (owner !== undefined) return [{ ...hiding(catalog, "former", subject, owner), became }];
  const thing =
    removed.field(subject, change.object.id) ??
    removed.all.find(({ object }) => object.fields.some(({ id }) => id === subject));
  if (thing === undefined) return [];
  return [{ kind: "former", subject, object: thing.document, targets: thing.targets, became }];
}

async function assess(planning: Planning, change: TypeChange) {
  const { executor, catalog, before } = planning;
  const table = before.table(change.object.id);
  const column = before.column(change.before.id);
  const { question, answer, now, afterwards: conversion } = plannedConversion(planning, change);
  const none = {
    conversion,
    changes: true,
    obstacles: null,
    questions: [],
    answer: null,
    rows: null,
  };
  if (table === undefined || column === undefined) return none;
  const place = { table: identifier(catalog.schema, table), from: identifier("t", column.name) };
  // Digits that do not fit are asked about, and rounded only then.
  const found = await findUnconverted(executor, { ...now, round: false }, place);
  planning.unplain.set(change.after.id, found.values);
  const passes = { ...none, conversion: { ...conversion, round: false }, changes: found.changes };
  if (found.failing === null) return passes;
  const kept = await comesBack(planning, change, { ...place, alias: "kept" });
  const rows = {
    table: place.table,
    where: kept === null ? found.failing : sql`(${found.failing}) and not ${kept.among}`,
    ...(kept === null ? { count: found.count } : {}),
    joins: kept !== null || change.before.target !== null || change.after.target !== null,
    title: titleColumn(before, change.object),
  };
  const counted = await countRows(executor, rows, rows.title);
  if (counted.count === 0) return passes;
  return {
    conversion,
    changes: true,
    obstacles: { ...counted, blocking: answer === null },
    rows,
    questions: [question],
    answer,
  };
}
