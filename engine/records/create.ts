/**
 * New records. One record without child rows, links or looks at others is one statement; anything
 * else is one transaction with a statement per table, however many records there are.
 */
import { identifier, joinSql, slot, sql } from "../../metadata/expressions/index.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { withRowModels } from "../../metadata/model/row-models.ts";
import { failure, type Problem, type Result, success } from "../../metadata/problem.ts";
import type { Rights } from "../access/rights.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { tableOf } from "../db/names.ts";
import { newUuid } from "../db/uuid.ts";
import { AnotherVersion, inThisVersion, versionSlots } from "../db/version-check.ts";
import { makeAliases, rowSource } from "../query/joins.ts";
import {
  makePlanCache,
  type PlanCache,
  type PreparedSql,
  prepareSql,
} from "../query/plan-cache.ts";
import { selectAsJson } from "../query/projection.ts";
import { clockValues } from "../query/read-plans.ts";
import { type RecordText, readRecords, recordText } from "../query/read-records.ts";
import { wholeRecord } from "../query/selection.ts";
import { assignNew, assignsNew } from "./assign-new.ts";
import { insertRowsBelow } from "./child-rows.ts";
import {
  columnFields,
  fieldSlot,
  fieldSlots,
  linkFields,
  recordset,
  recordsetColumns,
  storedFields,
  storedPart,
} from "./columns.ts";
import { completedProblems } from "./completed-values.ts";
import { copyIntoNew } from "./copies.ts";
import { databaseProblem } from "./database-problems.ts";
import { applyDefaults } from "./defaults.ts";
import { formulaGraph } from "./formula-graph.ts";
import { historySlots, insertChange, writeHistory } from "./history.ts";
import { holdFiles, namesFiles } from "./hold-files.ts";
import { replaceLinks } from "./links.ts";
import { lookedUpBy } from "./lock-looked-up.ts";
import { assignNumbers, givenAhead, givenInside } from "./numbering.ts";
import { withOwnFormulas } from "./own-formulas.ts";
import {
  atPlaces,
  newRecord,
  prepareNew,
  type Reaction,
  reactionTo,
  storedRecords,
} from "./reactions.ts";
import { recompute } from "./recompute.ts";
import {
  decidedAhead,
  problemsAhead,
  refuseBroken,
  rulesOf,
  wholeRecords,
} from "./record-rules.ts";
import { seenOrBrief } from "./seen-or-brief.ts";
import { additionProblem } from "./single-record.ts";
import { requireSeenTargets, requireStillWithin } from "./within-reach.ts";
import { atIndex, atomic, Refused, sealerFor, type Writer } from "./writer.ts";
import { validateWritten } from "./written-states.ts";

type NewRecord = Record<string, unknown>;

/** Creates one record from JSON, or all of many, or none. */
export async function createRecords(
  writer: Writer,
  model: ObjectModel,
  values: readonly unknown[],
  many: boolean,
): Promise<Result<readonly RecordText[]>> {
  const refusal = additionProblem(model);
  if (refusal !== null) return failure(refusal);
  const problems: Problem[] = [];
  const records: NewRecord[] = [];
  // Scripts may fill what is left out; what is empty after them is refused there.
  const isFilled = Boolean(reactionTo(writer, model, { kind: "create" })?.before);
  for (const [index, value] of values.entries()) {
    const whole = validateWritten(writer, model, "create", value);
    const lacks = !whole.ok && isFilled && whole.problems.every(isMissingField);
    const checked = lacks ? validateWritten(writer, model, "incomplete", value) : whole;
    if (checked.ok) records.push(checked.value);
    else problems.push(...atIndex(checked.problems, many ? index : null));
  }
  if (problems.length > 0) return failure(...problems);
  return storeNew(writer, model, records, many);
}

const isMissingField = ({ code, path }: Problem): boolean =>
  code === "required" && path.lastIndexOf("/") === 0;

/** Stores records that are valid and normalised already. `many`: paths of problems begin with an index, where one is known. */
export async function storeNew(
  writer: Writer,
  model: ObjectModel,
  records: readonly NewRecord[],
  many: boolean,
): Promise<Result<readonly RecordText[]>> {
  const book = rulesOf(writer.catalog, model);
  const reaction = reactionTo(writer, model, { kind: "create" });
  const ahead = reaction === null && book !== null && decidedAhead(writer.catalog, model, book);
  const later = ahead ? null : book;
  const assigns = assignsNew(writer, model);
  try {
    await copyIntoNew(writer, model, records);
    const ready = records.map((record) => complete(writer, model, record));
    const scriptFollows = Boolean(reaction?.before);
    const completed = { rights: writer.rights, path: "", scriptFollows };
    const unfit = ready.flatMap((record, index) =>
      atIndex(completedProblems(model, record, completed), many ? index : null),
    );
    if (unfit.length > 0) return failure(...unfit);
    if (ahead) {
      const broken = problemsAhead(writer, model, book, ready, many);
      if (broken.length > 0) return failure(...broken);
    }
    await assignNumbers(writer, model, ready, givenAhead);
    const numbered = model.fields.some(givenInside);
    const files = ready.some((record) => namesFiles(model, record));
    const flat = !assigns && later === null && !numbered && !files && isFlat(model, writer.catalog);
    const isOne = ready.length === 1 && flat && createsWithin(writer, model);
    const [only] = ready;
    if (isOne && reaction === null && only !== undefined)
      return success([await insertOne(writer, model, only)]);
    return success(
      await atomic(writer, async (inside) => {
        await requireSeenTargets(inside, model, { records, many });
        const set = reaction && (await prepareNew(inside, model, reaction, ready, many));
        const given = set ?? ready;
        const [one] = given;
        if (isOne && !reaction?.after && one !== undefined && !namesFiles(model, one))
          return [await insertOne(inside, model, one)];
        const known = set !== null || files ? await withFiles(inside, model, given, many) : given;
        const ids = await insertNumbered(inside, model, known);
        await requireStillWithin(inside, model, ids, "create", many);
        if (assigns) await assignNew(inside, model, ids);
        const texts = await readRecords(inside, model, ids);
        if (later !== null) {
          const records = await wholeRecords(inside, model, ids, texts);
          await refuseBroken(inside, model, later, { ids, records, former: null, many });
        }
        if (reaction?.after) await tellAfter(inside, model, reaction.after, ids, many);
        return assigns || reaction?.after ? seenAfter(inside, model, ids) : texts;
      }),
    );
  } catch (error) {
    if (error instanceof Refused) return failure(...error.problems);
    const found = databaseProblem(error, writer, model, { records, many });
    if (found === null) throw error;
    return failure(found);
  }
}

async function tellAfter(
  writer: Writer,
  model: ObjectModel,
  after: NonNullable<Reaction["after"]>,
  ids: readonly string[],
  many: boolean,
): Promise<void> {
  const stored = await storedRecords(writer, model, ids);
  await atPlaces(many, after(writer, stored.map(newRecord)));
}

/** What the caller sees of the records after all that has happened to them. */
const seenAfter = (
  writer: Writer,
  model: ObjectModel,
  ids: readonly string[],
): Promise<readonly RecordText[]> => Promise.all(ids.map((id) => seenOrBrief(writer, model, id)));

/** True when whatever this writer creates is his to create, and leads to nothing he may not see. */
const createsWithin = ({ rights, catalog }: Writer, model: ObjectModel): boolean =>
  rights.reachesAll &&
  (rights.mayDesign ||
    model.fields.every((field) =>
      [field, ...field.arms].every(({ target }) => {
        const behind = catalog.objects.get(target ?? "");
        return behind === undefined || rights.mayUse(behind, "read");
      }),
    ));

const withFiles = (
  writer: Writer,
  model: ObjectModel,
  ready: readonly NewRecord[],
  many: boolean,
) =>
  holdFiles(
    writer,
    model,
    ready.map((record) => ({ id: String(record.id), values: record })),
    many,
  );

/** Defaults, an id, and the formulas that the record alone decides. */
function complete(writer: Writer, model: ObjectModel, record: NewRecord): NewRecord {
  applyDefaults(model, record, writer.catalog.objects, writer.clock);
  const computed = model.fields.some(
    ({ formula, children }) => formula !== null || children !== null,
  )
    ? withOwnFormulas(writer, model, record)
    : record;
  return { ...computed, id: newUuid() };
}

/** Nothing but the object's own row is written or read. */
function isFlat(model: ObjectModel, catalog: Catalog): boolean {
  return (
    model.fields.every((field) => field.type.storage === "column") &&
    formulaGraph(catalog)
      .of(model)
      .every((computed) => !computed.needsStoredRow)
  );
}

const plansKey = Symbol("insert plans");

function insertPlan(catalog: Catalog, model: ObjectModel, rights: Rights): PreparedSql {
  const plans: PlanCache<PreparedSql> = catalog.derived(plansKey, () =>
    makePlanCache<PreparedSql>(),
  );
  return plans.get(`${model.name}\u0001${rights.key}`, () => {
    const fields = storedFields(model);
    const source = rowSource(model, {
      catalog,
      aliases: makeAliases(),
      rights,
      table: sql`created`,
    });
    const answer = selectAsJson(wholeRecord(model, rights), source, catalog, sql``);
    const columns = joinSql(
      [
        ...systemNames.map((name) => identifier(name)),
        ...fields.map(({ name }) => identifier(name)),
      ],
      sql`, `,
    );
    const values = joinSql([...systemValues, ...fields.map(fieldSlot)], sql`, `);
    const written = joinSql(
      [...systemNames, ...columnFields(model).map(({ name }) => name)].map((name) =>
        identifier(name),
      ),
      sql`, `,
    );
    const table = identifier(catalog.schema, tableOf(model));
    return prepareSql(sql`with created as (insert into ${table} (${columns}) select ${values} where ${inThisVersion} returning ${written}),
        history as (${insertChange(catalog, model, sql`created`, "created", sql`null`)})
        ${answer}`);
  });
}

const systemNames = [
  "id",
  "created_at",
  "created_by",
  "updated_at",
  "updated_by",
  "revision",
  "owner",
] as const;

const systemValues = [
  slot("id", "uuid"),
  slot("at", "timestamptz"),
  slot("by", "uuid"),
  slot("at", "timestamptz"),
  slot("by", "uuid"),
  sql`1`,
  slot("by", "uuid"),
];

async function insertOne(
  writer: Writer,
  model: ObjectModel,
  record: NewRecord,
): Promise<RecordText> {
  const plan = insertPlan(writer.catalog, model, writer.rights);
  const statement = plan.bind({
    ...fieldSlots(storedFields(model), record, sealerFor(writer, model, String(record.id))),
    ...historySlots(writer),
    ...versionSlots(writer.catalog),
    id: String(record.id),
  });
  const { rows } = await writer.executor.run({ ...statement, brief: "write" });
  const row = rows[0];
  if (row === undefined) throw new AnotherVersion();
  return recordText(row);
}

/** Numbers without gaps are taken as late as can be; a repeated transaction takes new ones. */
async function insertNumbered(
  writer: Writer,
  model: ObjectModel,
  ready: readonly Readonly<NewRecord>[],
): Promise<readonly string[]> {
  const records = ready.map((record) => ({ ...record }));
  await assignNumbers(writer, model, records, givenInside);
  return insertMany(writer, model, records);
}

const rowsPerStatement = 2000;

async function insertMany(
  writer: Writer,
  model: ObjectModel,
  records: readonly NewRecord[],
): Promise<readonly string[]> {
  const follows = needsRecompute(writer.catalog, model);
  const written = records.map((values) => ({ id: null, values }));
  if (follows) await lookedUpBy(writer, model, written).take();
  const fields = storedFields(model);
  for (let start = 0; start < records.length; start += rowsPerStatement) {
    const some = records.slice(start, start + rowsPerStatement);
    await writer.executor.run(
      bulkInsert(writer.catalog, model).bind({
        ...historySlots(writer),
        rows: JSON.stringify(
          some.map((record) => ({
            id: record.id,
            ...storedPart(fields, record, sealerFor(writer, model, String(record.id))),
          })),
        ),
      }),
    );
  }
  await insertRowsBelow(writer, model, records, "new");
  for (const field of linkFields(model)) {
    await replaceLinks(
      writer,
      model,
      field,
      records.map((record) => ({ parent: String(record.id), targets: record[field.name] })),
      true,
    );
  }
  const ids = records.map((record) => String(record.id));
  if (follows) {
    await recompute({ ...writer, clock: clockValues(writer.clock) }, model, ids, null);
  }
  await writeHistory(
    writer,
    model,
    ids.map((record) => ({ record, revision: 1, kind: "created", changes: null })),
  );
  return ids;
}

/** Formulas through lookups, or over what comes with storing, are left to SQL, and whatever builds on them. */
function needsRecompute(catalog: Catalog, model: ObjectModel): boolean {
  const graph = formulaGraph(catalog);
  return withRowModels(model).some((rows) =>
    graph.of(rows).some((computed) => computed.needsStoredRow),
  );
}

const bulkKey = Symbol("bulk inserts");

function bulkInsert(catalog: Catalog, model: ObjectModel): PreparedSql {
  const statements = catalog.derived(bulkKey, () => new Map<ObjectModel, PreparedSql>());
  let statement = statements.get(model);
  if (statement === undefined) {
    const fields = storedFields(model);
    const own = { id: "uuid" };
    const names = joinSql([...systemNames.slice(1).map((name) => identifier(name))], sql`, `);
    statement =
      prepareSql(sql`insert into ${identifier(catalog.schema, tableOf(model))} (${names}, ${recordsetColumns(fields, own)})
      select ${joinSql(systemValues.slice(1), sql`, `)}, ${recordsetColumns(fields, own)} from ${recordset("rows", fields, own)}`);
    statements.set(model, statement);
  }
  return statement;
}
