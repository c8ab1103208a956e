/**
 * Lookups and links of records that come back from the recycle bin, whose own records may be gone
 * meanwhile. Those are named; where the caller may not see them, and so cannot name others, they
 * come back empty. Also the order in which records come back that must point at each other.
 */
import { identifier, slot, sql } from "../../metadata/expressions/index.ts";
import { holdersOf, valueHeld } from "../../metadata/model/dynamic-lookups.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import { valueProblems } from "../../metadata/validate/validate-value.ts";
import { tableOf } from "../db/names.ts";
import { prepareSql } from "../query/plan-cache.ts";
import { rowsIn } from "./child-rows.ts";
import { seenPath } from "./seen-path.ts";
import { withReadableHints } from "./unwritable.ts";
import { Refused, type Writer } from "./writer.ts";

type Values = Readonly<Record<string, unknown>>;

interface ReturningRecord {
  readonly model: ObjectModel;
  readonly id: string;
  readonly record: Values;
}

/** What a field of a record, or of a row of it, leads to. */
interface Held {
  readonly target: ObjectModel;
  readonly id: string;
  readonly path: string;
}

/** The same records without what is gone and hidden. @throws Refused */
export async function withoutGoneTargets<Item extends ReturningRecord>(
  writer: Writer,
  returning: readonly Item[],
): Promise<readonly Item[]> {
  const isGone = await goneTargets(writer, returning);
  const problems: Problem[] = [];
  const settled = returning.map((item) => {
    const refuse = (found: readonly Problem[]) =>
      void problems.push(...withReadableHints(writer.rights, item.model, found));
    const isNamed = (path: string) => seenPath(writer.rights, item.model, path) === path;
    const gone: GoneTargets = { writer, isGone, isNamed, refuse };
    return { ...item, record: settle(gone, item.model, item.record, "") };
  });
  if (problems.length > 0) throw new Refused(problems);
  return settled;
}

interface GoneTargets {
  readonly writer: Writer;
  isGone(held: Held): boolean;
  isNamed(path: string): boolean;
  refuse(problems: readonly Problem[]): void;
}

function settle(gone: GoneTargets, model: ObjectModel, record: Values, path: string): Values {
  const changed: Record<string, unknown> = {};
  for (const field of model.fields) {
    const at = pointer(path, field.name);
    const { children } = field;
    if (children !== null) {
      if (Array.isArray(record[field.name]))
        changed[field.name] = rowsIn(record[field.name]).map((row, index) =>
          settle(gone, children, row, pointer(at, index)),
        );
      continue;
    }
    const lost = targetsOf(gone.writer, field, record, at).filter(gone.isGone);
    if (lost.length === 0) continue;
    const left = remaining(record[field.name], new Set(lost.map(({ id }) => id)));
    if (!gone.isNamed(at) && mayHold(field, left)) changed[field.name] = left;
    else
      gone.refuse(
        lost.map((each) => problem("unknown_record", each.path, { object: each.target.title })),
      );
  }
  return { ...record, ...changed };
}

/** Links without some of them; null where nothing is left, as of a lookup. */
function remaining(value: unknown, lost: ReadonlySet<string>): unknown {
  const left = Array.isArray(value) ? value.filter((id) => !lost.has(String(id))) : [];
  return left.length === 0 ? null : left;
}

const mayHold = ({ required, schema, type }: FieldModel, value: unknown): boolean =>
  value === null ? !required : valueProblems(schema, type, value).length === 0;

/** Says of a lookup or link whether its record is not there; those that come back now are. */
async function goneTargets(
  writer: Writer,
  returning: readonly ReturningRecord[],
): Promise<GoneTargets["isGone"]> {
  const there = new Set(returning.map(({ id }) => id));
  const wanted = new Map<ObjectModel, Set<string>>();
  for (const { model, record } of returning) {
    for (const { target, id } of targetsIn(writer, model, record)) {
      if (!there.has(id)) wanted.set(target, (wanted.get(target) ?? new Set()).add(id));
    }
  }
  for (const [target, ids] of wanted) {
    const table = identifier(writer.catalog.schema, tableOf(target));
    const { rows } = await writer.executor.run(
      prepareSql(
        sql`select "id" from ${table} where "id" = any(${slot("ids", "uuid[]")}) for key share`,
      ).bind({ ids: [...ids] }),
    );
    for (const [id] of rows) if (id !== null && id !== undefined) there.add(id);
  }
  return ({ id }) => !there.has(id);
}

function targetsIn(writer: Writer, model: ObjectModel, record: Values): readonly Held[] {
  return model.fields.flatMap((field): readonly Held[] => {
    const { children, name } = field;
    return children === null
      ? targetsOf(writer, field, record, "")
      : rowsIn(record[name]).flatMap((row) => targetsIn(writer, children, row));
  });
}

function targetsOf(
  { catalog }: Writer,
  field: FieldModel,
  record: Values,
  path: string,
): readonly Held[] {
  return holdersOf(field).flatMap((holder): readonly Held[] => {
    const target = holder.target === null ? undefined : catalog.objects.get(holder.target);
    const value = valueHeld(holder, record);
    if (target === undefined) return [];
    if (typeof value === "string") return [{ target, id: value, path }];
    return Array.isArray(value)
      ? value.map((id, index) => ({ target, id: String(id), path: pointer(path, index) }))
      : [];
  });
}

/**
 * The same records, each behind those that come back with it and that it must point at: a required
 * lookup cannot wait for its record. Otherwise in their order.
 */
export function behindRequiredTargets<Item extends ReturningRecord>(
  returning: readonly Item[],
): readonly Item[] {
  const byId = new Map(returning.map((item) => [item.id, item]));
  const seen = new Set<string>();
  const sorted: Item[] = [];
  for (const first of returning) {
    if (seen.has(first.id)) continue;
    seen.add(first.id);
    const waiting = [first];
    for (let item = waiting.at(-1); item !== undefined; item = waiting.at(-1)) {
      const next = requiredTargets(item).find((id) => byId.has(id) && !seen.has(id));
      const target = byId.get(next ?? "");
      if (target !== undefined) {
        seen.add(target.id);
        waiting.push(target);
        continue;
      }
      sorted.push(item);
      waiting.pop();
    }
  }
  return sorted;
}

/** The ids in the required lookups of a record, dynamic ones too. */
const requiredTargets = ({ model, record }: ReturningRecord): readonly string[] =>
  model.fields
    .filter(({ required, target, arms }) => required && (target !== null || arms.length > 0))
    .flatMap(holdersOf)
    .map((holder) => valueHeld(holder, record))
    .filter((value) => typeof value === "string");
