/** Whether records are within reach of who writes: before a change, after it, and behind lookups. */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { holdersOf, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { RecordVerb, Rights } from "../access/rights.ts";
import { makeAliases, withinReach } from "../query/joins.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { callerSlots } from "../query/read-plans.ts";
import { type Reader, recordNotFound } from "../query/read-records.ts";
import { rowsIn } from "./child-rows.ts";
import { columnFields, linkFields } from "./columns.ts";
import { Refused } from "./writer.ts";
import { placeOfValue, type WrittenRecords } from "./written-places.ts";

/** True when `verb` can be done with every record of the object that is there. */
export const reachesAllOf = (rights: Rights, model: ObjectModel, verb: RecordVerb): boolean =>
  rights.reach(model, "read") === null && rights.reach(model, verb) === null;

/** Those of `ids` with which `verb` may be done. */
export async function idsWithin(
  reader: Reader,
  model: ObjectModel,
  ids: readonly string[],
  verb: RecordVerb,
): Promise<ReadonlySet<string>> {
  const { catalog, rights } = reader;
  if (!rights.mayUse(model, verb)) return new Set();
  const options = { catalog, rights, aliases: makeAliases() };
  const { row, condition } = withinReach(model, options, verb);
  const id = identifier(row.alias, "id");
  const { rows } = await reader.executor.run(
    prepareSql(
      sql`select ${id} from ${row.from()} where ${id} = any(${slot("ids", "uuid[]")}) and ${condition ?? sql`true`}`,
    ).bind({ ...callerSlots(reader), ids: [...ids] }),
  );
  return new Set(rows.map(([found]) => String(found)));
}

/**
 * A record that may not be read is not there; one that may be read and not more says so.
 * @throws Refused
 */
export async function requireReach(
  reader: Reader,
  model: ObjectModel,
  id: string,
  verb: RecordVerb,
): Promise<void> {
  if (reachesAllOf(reader.rights, model, verb)) return;
  if ((await idsWithin(reader, model, [id], verb)).has(id)) return;
  const isSeen = verb !== "read" && (await idsWithin(reader, model, [id], "read")).has(id);
  throw new Refused([isSeen ? problem("not_permitted") : recordNotFound()]);
}

/** What was written must be something that its writer may write. @throws Refused */
export async function requireStillWithin(
  reader: Reader,
  model: ObjectModel,
  ids: readonly string[],
  verb: RecordVerb,
  many: boolean,
): Promise<void> {
  if (reachesAllOf(reader.rights, model, verb)) return;
  const within = await idsWithin(reader, model, ids, verb);
  const beyond = ids.flatMap((id, index) =>
    within.has(id) ? [] : [problem("record_out_of_reach", many ? pointer("", index) : "")],
  );
  if (beyond.length > 0) throw new Refused(beyond);
}

/**
 * Lookups that are written lead to records that may be read: others are not there.
 * @throws Refused with `unknown_record` at each that does not
 */
export async function requireSeenTargets(
  reader: Reader,
  model: ObjectModel,
  written: WrittenRecords,
): Promise<void> {
  if (reader.rights.reachesAll && !mayMissTargets(reader, model)) return;
  const problems: Problem[] = [];
  for (const { rows, field, target, ids } of targetsIn(reader, model, written.records)) {
    const seen = await idsWithin(reader, target, ids, "read");
    for (const id of ids) {
      if (seen.has(id)) continue;
      const path = placeOfValue(written, rows, field, id) ?? "";
      problems.push(problem("unknown_record", path, { object: target.title }));
    }
  }
  if (problems.length > 0) throw new Refused(problems);
}

const mayMissTargets = ({ catalog, rights }: Reader, model: ObjectModel): boolean =>
  lookupsOf(model).some(({ field }) => {
    const target = catalog.objects.get(field.target ?? "");
    return target !== undefined && !rights.mayUse(target, "read");
  });

interface WrittenTargets {
  readonly rows: ObjectModel;
  readonly field: FieldModel;
  readonly target: ObjectModel;
  readonly ids: readonly string[];
}

/** The lookups of an object and of its rows at every level. */
function lookupsOf(
  model: ObjectModel,
): readonly { readonly rows: ObjectModel; readonly field: FieldModel }[] {
  return [
    ...[...columnFields(model), ...linkFields(model)]
      .flatMap(holdersOf)
      .filter(({ target, system }) => target !== null && !system)
      .map((field) => ({ rows: model, field })),
    ...model.fields.flatMap(({ children }) => (children === null ? [] : lookupsOf(children))),
  ];
}

function targetsIn(
  { catalog, rights }: Reader,
  model: ObjectModel,
  records: WrittenRecords["records"],
): readonly WrittenTargets[] {
  return lookupsOf(model).flatMap(({ rows, field }) => {
    const target = catalog.objects.get(field.target ?? "");
    if (target === undefined) return [];
    if (rights.mayUse(target, "read") && rights.reach(target, "read") === null) return [];
    const ids = valuesOf(rows, field, records);
    return ids.length === 0 ? [] : [{ rows, field, target, ids }];
  });
}

function valuesOf(
  rows: ObjectModel,
  field: FieldModel,
  records: WrittenRecords["records"],
): readonly string[] {
  const holders = rows.name
    .split("$")
    .slice(1)
    .reduce<WrittenRecords["records"]>(
      (found, name) => found.flatMap((record) => rowsIn(record[name])),
      records,
    );
  const values = holders.flatMap((holder) => {
    const held = valueHeld(field, holder);
    return Array.isArray(held) ? held : [held];
  });
  return [...new Set(values.filter((value): value is string => typeof value === "string"))];
}
