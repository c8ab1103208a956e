/** A change that gives a field another column, or another type in the one it has. */
import { identifier, sql } from "../../metadata/expressions/index.ts";
import type { Hiding } from "../catalog/removed.ts";
import type { Statement } from "../db/database.ts";
import { becameName, formerName, quoted, tableOf } from "../db/names.ts";
import { rowsThatNewTypeFails } from "./assertions.ts";
import { findUnconverted } from "./conversion.ts";
import { type ConversionStep, describeConversion } from "./conversion-step.ts";
import { fieldToFill } from "./fills.ts";
import { formerColumn, remembersBecame } from "./former-column.ts";
import { hidingOfValues } from "./hidings.ts";
import { comesBack } from "./kept-values.ts";
import { isLarge } from "./large-work.ts";
import { countRows, type Obstacles, obstaclesOf, titleColumn } from "./obstacles.ts";
import { plannedConversion } from "./planned-conversion.ts";
import { planLink, planUnlink } from "./planned-links.ts";
import { countedIn, type PlannedWork, plainWork, planCounted, untouched } from "./planned-work.ts";
import type { Planning } from "./planning.ts";
import type { Question } from "./questions.ts";
import { recordsWithLinks } from "./rows-held.ts";
import { alter, inOrder } from "./staged-statement.ts";
import { fillOf, rememberBecame } from "./type-change-fills.ts";
import { castInPlace, newColumn, rebindLinks } from "./type-change-statements.ts";
import { formerOf, type TypeChange, type TypeChangeWay, wayOf } from "./type-changes.ts";
import { rowsInRings, rowsLeft } from "./values-to-be.ts";

export async function planTypeChange(planning: Planning, change: TypeChange): Promise<PlannedWork> {
  const { names, catalog } = planning;
  const way = wayBesideTable(planning, change);
  if (way === "rebind") return planRebind(planning, change);
  if (way === "in_place") return planInPlace(planning, change);
  const version = catalog.version + 1;
  const former = formerName(change.after.id, version);
  const keeps = change.before.formula === null;
  const remembers = (way === "convert" || way === "unlink") && remembersBecame(change);
  const hides = keeps ? hideFormer(planning, change, remembers) : [];
  if (way === "anew") {
    const staged = newColumn(names, change, keeps ? former : null);
    return { ...plainWork(planning, change, staged), hides };
  }
  if (way === "link") return { ...planLink(planning, change), hides };
  if (way === "unlink") return { ...(await planUnlink(planning, change)), hides };
  const converted = await planConversion(planning, change, former);
  return converted === null ? plainWork(planning, change, []) : { ...converted, hides };
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
  const became = becameOf(planning, change);
  const step: ConversionStep = {
    conversion: assessed.conversion,
    schema: next.schema,
    table: tableOf(change.object),
    from: former,
    to: change.after.name,
    keepsUnconverted: assessed.answer !== null || assessed.obstacles === null,
    expected: assessed.obstacles?.blocking === false ? assessed.obstacles.count : 0,
    former: kept === undefined ? null : formerColumn(removed, kept, change.before),
    became,
    base: null,
  };
  const staged = newColumn(names, change, former, became);
  const fills = [
    ...fillOf(planning, change),
    ...(change.before.formula === null ? [] : [dropColumn(planning, change, former)]),
    ...(became === null ? [] : [rememberBecame(planning, change, former, became)]),
  ];
  const isAnswered = assessed.obstacles?.blocking === false;
  const rings = await countedIn(planning, change, await rowsInRings(planning, change));
  const left =
    rings.found !== null
      ? rings
      : await countedIn(planning, change, await rowsLeft(planning, change, isAnswered));
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

/** The column that remembers what values become; null where none does. */
const becameOf = ({ catalog }: Planning, change: TypeChange): string | null =>
  remembersBecame(change) ? becameName(change.after.id, catalog.version + 1) : null;

/** What was computed is not kept. */
const dropColumn = ({ names }: Planning, { object }: TypeChange, column: string): Statement => ({
  text: alter(names, tableOf(object), `drop column ${quoted(column)}`),
  values: [],
});

/** A required field whose values do not all convert needs a value for the rest. */
function fillQuestionOf(change: TypeChange, obstacles: Obstacles | null): readonly Question[] {
  const filling = fieldToFill(change);
  return filling === null || obstacles === null ? [] : [{ kind: "fill", ...filling, choices: [] }];
}

const sameColumn = ({ before, after }: TypeChange): boolean =>
  before.target === null &&
  before.type.column(before.schema)?.sql === after.type.column(after.schema)?.sql;

/** A field that was hidden itself is known by what it was then. */
function hideFormer(
  { catalog, removed }: Planning,
  change: TypeChange,
  remembers: boolean,
): readonly Hiding[] {
  const { before, after, object } = change;
  const hidden = hidingOfValues(catalog, removed, "former", before.id, object.id);
  const kept = formerOf(after, removed);
  const spends = kept?.as === null ? { spends: kept.thing.version } : {};
  return hidden === null ? [] : [{ ...hidden, became: object.document, remembers, ...spends }];
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
