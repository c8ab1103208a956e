/**
 * Changes of one record. When only its own row is concerned, the update, its revision check and
 * its history are one statement. Otherwise, and when someone else was faster, one transaction.
 */
import {
  identifier,
  joinSql,
  parameter,
  type Sql,
  slot,
  sql,
} from "../../metadata/expressions/index.ts";
import { targetIdOf } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldsOfEveryChange } from "../../metadata/model/system-fields.ts";
import { failure, pointer, type Result, success } from "../../metadata/problem.ts";
import {
  decidingField,
  dependentFields,
  dependentProblems,
} from "../../metadata/validate/dependent-options.ts";
import { historyRights, type RecordVerb, readsEverything } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { inThisVersion, versionSlots } from "../db/version-check.ts";
import { makeAliases, rowSource, shownColumn, withinReach } from "../query/joins.ts";
import {
  makePlanCache,
  type PlanCache,
  type PreparedSql,
  prepareSql,
} from "../query/plan-cache.ts";
import { jsonValue, selectAsJson } from "../query/projection.ts";
import { callerSlots, clockValues } from "../query/read-plans.ts";
import { type RecordText, readRecord, recordText } from "../query/read-records.ts";
import { fieldsOfReach } from "../query/record-reach.ts";
import { wholeRecord } from "../query/selection.ts";
import { replaceChildRows } from "./child-rows.ts";
import { childFields, fieldSlot, fieldSlots, linkFields, writtenFields } from "./columns.ts";
import { conflictWith, RevisionConflict } from "./conflict.ts";
import { changesCopies, copyIntoChange } from "./copies.ts";
import { databaseProblem } from "./database-problems.ts";
import { formulaGraph } from "./formula-graph.ts";
import { historySlots, insertChange, writeHistory } from "./history.ts";
import { holdFiles, namesFiles } from "./hold-files.ts";
import { replaceLinks } from "./links.ts";
import { lookedUpByChange } from "./lock-looked-up.ts";
import { type LockedRecord, lockRecord, parseRecord } from "./lock-record.ts";
import { andNotLocked, refuseLocked } from "./locked-state.ts";
import {
  atPlaces,
  changedNames,
  prepareChange,
  reactionTo,
  storedRecords,
  type WriteEvent,
} from "./reactions.ts";
import { recompute } from "./recompute.ts";
import { differenceBetween, isKept } from "./record-difference.ts";
import { refuseBroken, rulesOf, wholeRecords } from "./record-rules.ts";
import { mayRest, refuseResting } from "./resting-records.ts";
import { seenOrBrief } from "./seen-or-brief.ts";
import { movedParents, refuseRings } from "./tree.ts";
import { requireReach, requireSeenTargets, requireStillWithin } from "./within-reach.ts";
import { atomic, orRefuse, Refused, sealerFor, type Writer } from "./writer.ts";
import { namingPossibleSteps, validateWritten } from "./written-states.ts";

type Changes = Readonly<Record<string, unknown>>;

/** `base`: the revision the caller saw; null when the caller does not care. */
export async function changeRecord(
  writer: Writer,
  model: ObjectModel,
  id: string,
  value: unknown,
  base: number | null,
): Promise<Result<RecordText>> {
  const checked = validateWritten(writer, model, "change", value);
  if (!checked.ok)
    return failure(...(await namingPossibleSteps(writer, model, id, checked.problems)));
  return storeChange(writer, model, id, checked.value, base);
}

/** Stores changes that are valid and normalised already. @throws RevisionConflict */
export async function storeChange(
  writer: Writer,
  model: ObjectModel,
  id: string,
  changes: Changes,
  base: number | null,
): Promise<Result<RecordText>> {
  return withProblems(writer, model, changes, async () => {
    const fields = fieldsOf(model, changes);
    const alone =
      fields.length > 0 &&
      reactionTo(writer, model, plainStep.event) === null &&
      !mayRest(writer.catalog, model) &&
      movedParents(fields, changes).length === 0 &&
      !changesCopies(writer.catalog, model, changes) &&
      !namesFiles(model, changes) &&
      staysWithin(writer, model, fields) &&
      touchesOwnRowOnly(writer.catalog, model, fields);
    if (alone) {
      const changed = await updateOne(writer, model, id, fields, changes, base);
      if (changed !== null) return changed;
    }
    return atomic(writer, (inside) => changeWhole(inside, model, id, changes, base, plainStep));
  });
}

/** What a change is part of: an edit, or a step of the record's lifecycle. */
export interface Step {
  /** How history calls it. */
  readonly kind: string;
  /** How scripts and workflows wait for it. */
  readonly event: WriteEvent;
  /** What must be allowed with the record. */
  readonly verb: RecordVerb;
  /** Looks at the locked record before anything is written; says all that is written. */
  begin(
    writer: Writer,
    model: ObjectModel,
    locked: LockedRecord,
    changes: Changes,
  ): Promise<Changes>;
  /** Looks at the record as it is written, formulas included. */
  finish(writer: Writer, model: ObjectModel, id: string): Promise<void>;
}

const plainStep: Step = {
  kind: "changed",
  event: { kind: "update" },
  verb: "update",
  begin: async (writer, model, { state, record }, changes) => {
    refuseLocked(writer, model, state);
    await refuseResting(writer, model, [String(record.id)], "edit");
    return changes;
  },
  finish: async () => undefined,
};

/** Stores changes that are valid and normalised as part of a step. @throws RevisionConflict */
export const storeStep = (
  writer: Writer,
  model: ObjectModel,
  id: string,
  changes: Changes,
  base: number | null,
  step: Step,
): Promise<Result<RecordText>> =>
  withProblems(writer, model, changes, () =>
    atomic(writer, (inside) => changeWhole(inside, model, id, changes, base, step)),
  );

const fieldsOf = (model: ObjectModel, changes: Changes): readonly FieldModel[] =>
  model.fields.filter(({ name }) => Object.hasOwn(changes, name));

async function withProblems(
  writer: Writer,
  model: ObjectModel,
  changes: Changes,
  work: () => Promise<RecordText>,
): Promise<Result<RecordText>> {
  try {
    return success(await work());
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    if (error instanceof RevisionConflict) throw error;
    const found = databaseProblem(error, writer, model, {
      records: [changes],
      many: false,
    });
    if (found === null) throw error;
    return failure(found);
  }
}

/** True when the change decides nothing about whose the record is, nor leads to others. */
function staysWithin(
  { catalog, rights }: Writer,
  model: ObjectModel,
  fields: readonly FieldModel[],
): boolean {
  if (rights.reachesAll && rights.mayDesign) return true;
  const decisive = fieldsOfReach(model, catalog, rights, "update");
  return fields.every(
    (field) =>
      !decisive.has(field.name) &&
      [field, ...field.arms].every(({ target }) => {
        const behind = catalog.objects.get(target ?? "");
        return (
          behind === undefined ||
          (rights.mayUse(behind, "read") && rights.reach(behind, "read") === null)
        );
      }),
  );
}

/** All that a change of these fields writes. */
const namesWritten = (fields: readonly FieldModel[]): ReadonlySet<string> =>
  new Set([...fields.map(({ name }) => name), ...fieldsOfEveryChange]);

/** True when no child row, link, computed field or other record hangs on the fields. */
function touchesOwnRowOnly(
  catalog: Catalog,
  model: ObjectModel,
  fields: readonly FieldModel[],
): boolean {
  if (rulesOf(catalog, model) !== null) return false;
  if (model.fields.some((field) => field.type.storage !== "column")) return false;
  const graph = formulaGraph(catalog);
  const names = namesWritten(fields);
  if (dependentFields(model).some((field) => concerns(field, names))) return false;
  return (
    graph.of(model).every(({ reads }) => ![...reads].some((name) => names.has(name))) &&
    graph
      .dependents(model)
      .every((dependent) => ![...dependent.fields].some((name) => names.has(name)))
  );
}

/** True when a choice, or what it depends on, is among the names. */
const concerns = ({ name, schema }: FieldModel, names: ReadonlySet<string>): boolean =>
  names.has(name) || names.has(decidingField(schema) ?? "");

const plansKey = Symbol("update plans");

function updatePlan(
  writer: Writer,
  model: ObjectModel,
  fields: readonly FieldModel[],
): PreparedSql {
  const { catalog, rights } = writer;
  const plans: PlanCache<PreparedSql> = catalog.derived(plansKey, () =>
    makePlanCache<PreparedSql>(),
  );
  const key = `${model.name}\u0001${rights.key}\u0001${fields.map(({ name }) => name).join()}`;
  return plans.get(key, () => compileUpdate(writer, model, fields));
}

function compileUpdate(
  writer: Writer,
  model: ObjectModel,
  fields: readonly FieldModel[],
): PreparedSql {
  const { catalog, rights } = writer;
  const source = rowSource(model, { catalog, aliases: makeAliases(), rights, table: sql`changed` });
  const answer = selectAsJson(wholeRecord(model, rights), source, catalog, sql``);
  const set = [
    ...writtenFields(fields).map((field) => sql`${identifier(field.name)} = ${fieldSlot(field)}`),
    sql`"updated_at" = ${slot("at", "timestamptz")}`,
    sql`"updated_by" = ${slot("by", "uuid")}`,
    sql`"revision" = o."revision" + 1`,
  ];
  const columns = [...model.systemFields, ...model.fields].map(
    ({ name }) => sql`new.${identifier(name)}`,
  );
  const former = fields.map(
    (field, index) => sql`old.${identifier(field.name)} as ${oldName(index)}`,
  );
  return prepareSql(sql`with changed as (update ${identifier(catalog.schema, tableOf(model))} as o set ${joinSql(set, sql`, `)}
        where o."id" = ${slot("id", "uuid")} and o."revision" = coalesce(${slot("base", "bigint")}, o."revision") and ${inThisVersion}${andNotLocked(model, "o")}${andWithinReach(writer, model, "o")}
        returning ${joinSql([...columns, ...former], sql`, `)}),
      history as (${insertChange(catalog, model, sql`changed`, "changed", changesAsJson(fields))})
      ${answer}`);
}

/** The record is one that the caller may change; a subquery, for a condition may need joins. */
function andWithinReach({ catalog, rights }: Writer, model: ObjectModel, alias: string): Sql {
  const options = { catalog, rights, aliases: makeAliases() };
  const { row, condition } = withinReach(model, options, "update");
  if (condition === null) return sql``;
  const id = identifier(row.alias, "id");
  return sql` and exists (select 1 from ${row.from()} where ${id} = ${identifier(alias, "id")} and ${condition})`;
}

const oldName = (index: number): Sql => identifier(`_old${index}`);

/** `{"id of the field": [before, after]}` of the fields whose value is another one now. */
function changesAsJson(fields: readonly FieldModel[]): Sql {
  const pairs = fields.flatMap((field, index) => {
    if (!isKept(field)) return [];
    const [old, now] = [oldName(index), identifier(field.name)];
    const values = [old, now].map((column) => keptJson(field, column));
    const id: Sql = { pieces: [`'${field.id}'`] };
    return sql`case when ${old} is distinct from ${now} then jsonb_build_object(${id}, jsonb_build_array(${joinSql(values, sql`, `)})) else '{}'::jsonb end`;
  });
  return pairs.length === 0 ? sql`'{}'::jsonb` : joinSql(pairs, sql` || `);
}

/** A column as history keeps its values: see `keptValues`. */
function keptJson(field: FieldModel, column: Sql): Sql {
  if (field.arms.length === 0) return jsonValue(field.type.wire, shownColumn(field, column));
  const cases = field.arms.map(
    (arm) =>
      sql`when ${parameter(arm.target, "text")} then ${parameter(targetIdOf(field, arm), "text")}`,
  );
  return sql`case when ${column} is not null then jsonb_build_object('id', ${column} ->> 'id', 'object', case ${column} ->> 'object' ${joinSql(cases, sql` `)} end) end`;
}

/** Null when no row has this id and revision, or the workspace has another version. */
async function updateOne(
  writer: Writer,
  model: ObjectModel,
  id: string,
  fields: readonly FieldModel[],
  changes: Changes,
  base: number | null,
): Promise<RecordText | null> {
  const plan = updatePlan(writer, model, fields);
  const statement = plan.bind({
    ...fieldSlots(writtenFields(fields), changes, sealerFor(writer, model, id)),
    ...historySlots(writer),
    ...versionSlots(writer.catalog),
    ...(writer.rights.reachesAll ? {} : callerSlots(writer)),
    id,
    base,
  });
  const { rows } = await writer.executor.run({ ...statement, brief: "write" });
  const row = rows[0];
  return row === undefined ? null : recordText(row);
}

async function changeWhole(
  writer: Writer,
  model: ObjectModel,
  id: string,
  sent: Changes,
  base: number | null,
  step: Step,
): Promise<RecordText> {
  await requireReach(writer, model, id, step.verb);
  await requireSeenTargets(writer, model, { records: [sent], many: false });
  await refuseRings(writer, model, id, model.fields, sent);
  const keeper: Writer = { ...writer, rights: historyRights };
  const lookedUp = lookedUpByChange(writer, model, id, sent);
  const locked = await lookedUp.takeAround(() => lockRecord(keeper, model, id));
  const begun = await step.begin(writer, model, locked, sent);
  const { record: before, revision: current } = locked;
  // What it was when it could be taken may be another than what was seen a moment ago.
  await requireReach(writer, model, id, step.verb);
  const book = rulesOf(writer.catalog, model);
  const [former = before] = book === null ? [] : await wholeRecords(keeper, model, [id], [locked]);
  if (base !== null && current !== base) {
    await conflictWith(writer, model, {
      id,
      base,
      current,
      changes: sent,
      record: before,
    });
  }
  const copied = await copyIntoChange(writer, model, before, begun);
  const reaction = reactionTo(writer, model, step.event);
  const was = reaction === null ? before : firstOf(await storedRecords(writer, model, [id]));
  const whole =
    reaction === null
      ? copied
      : await prepareChange(writer, model, reaction, { id, former: was, changes: copied });
  const [changes = whole] = await holdFiles(writer, model, [{ id, values: whole }], false);
  // Copies and scripts move records as callers do.
  const besides = model.fields.filter(({ name }) => changes[name] !== sent[name]);
  await refuseRings(writer, model, id, besides, changes);
  await lookedUp.further(changes).take();
  await writeValues(writer, model, id, changes);
  await step.finish(writer, model, id);
  if (step.verb === "update") await requireStillWithin(writer, model, [id], "update", false);
  const after = orRefuse(await readRecord(keeper, model, id));
  const record = parseRecord(after.json);
  const unfit = dependentProblems(model, record, true);
  if (unfit.length > 0) throw new Refused(unfit);
  if (book !== null) {
    const records = await wholeRecords(keeper, model, [id], [after]);
    await refuseBroken(writer, model, book, { ids: [id], records, former, many: false });
  }
  const changed = differenceBetween(model, before, record, changes);
  await writeHistory(writer, model, [
    { record: id, revision: after.revision, kind: step.kind, changes: changed },
  ]);
  if (reaction?.after) {
    const record = firstOf(await storedRecords(writer, model, [id]));
    const names = changedNames(model, changed);
    await atPlaces(false, reaction.after(writer, [{ id, record, former: was, changed: names }]));
    return seenOrBrief(writer, model, id);
  }
  if (readsEverything(writer.rights, model)) return after;
  // A step can lead out of the caller's sight.
  return step.verb === "update"
    ? orRefuse(await readRecord(writer, model, id))
    : seenOrBrief(writer, model, id);
}

/** The record's row, child rows and links, and all that is computed from them. */
export async function writeValues(
  writer: Writer,
  model: ObjectModel,
  id: string,
  changes: Changes,
): Promise<void> {
  const fields = fieldsOf(model, changes);
  await updateOwnRow(writer, model, id, fields, changes);
  for (const field of childFields(model)) {
    if (!Object.hasOwn(changes, field.name)) continue;
    const path = pointer("", field.name);
    await replaceChildRows(writer, field, [{ owner: id, path, values: changes[field.name] }]);
  }
  for (const field of linkFields(model)) {
    if (Object.hasOwn(changes, field.name)) {
      await replaceLinks(
        writer,
        model,
        field,
        [{ parent: id, targets: changes[field.name] }],
        false,
      );
    }
  }
  const work = { ...writer, clock: clockValues(writer.clock) };
  await recompute(work, model, [id], namesWritten(fields));
}

function firstOf<Value>([value]: readonly Value[]): Value {
  if (value === undefined) throw new Error("The locked record is gone");
  return value;
}

async function updateOwnRow(
  writer: Writer,
  model: ObjectModel,
  id: string,
  fields: readonly FieldModel[],
  changes: Changes,
): Promise<void> {
  const stored = writtenFields(fields);
  const set = [
    ...stored.map((field) => sql`${identifier(field.name)} = ${fieldSlot(field)}`),
    sql`"updated_at" = ${slot("at", "timestamptz")}`,
    sql`"updated_by" = ${slot("by", "uuid")}`,
    sql`"revision" = "revision" + 1`,
  ];
  const table = identifier(writer.catalog.schema, tableOf(model));
  await writer.executor.run(
    prepareSql(
      sql`update ${table} set ${joinSql(set, sql`, `)} where "id" = ${slot("id", "uuid")}`,
    ).bind({
      ...fieldSlots(stored, changes, sealerFor(writer, model, id)),
      ...historySlots(writer),
      id,
    }),
  );
}
