/**
 * Triggers: scripts that run when records are written. Before a write they see the records as they
 * will be and may change their values; after it they may write others. In the order of their names.
 */
import {
  type CompiledCondition,
  concerns,
  type Trigger,
  triggersOf,
} from "../../metadata/automation/automation.ts";
import type { TriggerMoment } from "../../metadata/automation/script.ts";
import { evaluate } from "../../metadata/expressions/index.ts";
import { isJsonObject } from "../../metadata/json-object.ts";
import { computeFields } from "../../metadata/model/computed-fields.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { recordValues } from "../../metadata/model/record-values.ts";
import { withoutSecrets } from "../../metadata/model/secrets.ts";
import { pointer } from "../../metadata/problem.ts";
import { historyRights, type Rights } from "../access/rights.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { ReactedRecord, Reaction, Reactions, WriteEvent } from "../records/reactions.ts";
import { recordsBehind } from "../records/records-behind.ts";
import { unwritableFields } from "../records/unwritable.ts";
import { withWholeRows } from "../records/whole-rows.ts";
import { Refused, type Writer } from "../records/writer.ts";
import { rightsOfRun, runScript, type ScriptSurroundings } from "./run-script.ts";
import { changesBetween } from "./set-by-script.ts";

/** Records that one run is given. */
export const batchMaximum = 200;

type Values = Readonly<Record<string, unknown>>;

export function triggerReactions(surroundings: ScriptSurroundings): Reactions {
  return {
    to: (catalog, model, event): Reaction | null => {
      const before = triggersFor(catalog, model, "before", event);
      const after = triggersFor(catalog, model, "after", event);
      if (before.length === 0 && after.length === 0) return null;
      return {
        before:
          before.length === 0
            ? null
            : (inside, records) => runBefore(surroundings, before, inside, model, event, records),
        after:
          after.length === 0
            ? null
            : (inside, records) => runAfter(surroundings, after, inside, model, event, records),
      };
    },
  };
}

const triggersFor = (
  catalog: Catalog,
  model: ObjectModel,
  moment: TriggerMoment,
  event: WriteEvent,
): readonly Trigger[] => triggersOf(automationIn(catalog), model.name, moment, event.kind);

/** Each trigger sees what those before it have set. */
async function runBefore(
  surroundings: ScriptSurroundings,
  triggers: readonly Trigger[],
  writer: Writer,
  model: ObjectModel,
  event: WriteEvent,
  records: readonly ReactedRecord[],
): Promise<readonly Values[]> {
  const sets: Record<string, unknown>[] = records.map(() => ({}));
  let current = records;
  for (const trigger of triggers) {
    const found = await run(surroundings, trigger, "before", writer, model, event, current);
    for (const [index, set] of found) sets[index] = { ...sets[index], ...set };
    current = current.map((item, index) => withSet(writer, model, item, found.get(index)));
  }
  return sets;
}

async function runAfter(
  surroundings: ScriptSurroundings,
  triggers: readonly Trigger[],
  writer: Writer,
  model: ObjectModel,
  event: WriteEvent,
  records: readonly ReactedRecord[],
): Promise<void> {
  for (const trigger of triggers)
    await run(surroundings, trigger, "after", writer, model, event, records);
}

function withSet(
  writer: Writer,
  model: ObjectModel,
  item: ReactedRecord,
  set: Values | undefined,
): ReactedRecord {
  if (set === undefined || Object.keys(set).length === 0) return item;
  const circumstances = { objects: writer.catalog.objects, clock: writer.clock, related: null };
  return {
    ...item,
    record: computeFields(
      model,
      { ...item.record, ...withWholeRows(model, item.record, set) },
      circumstances,
    ),
    changed: new Set([...item.changed, ...Object.keys(set)]),
  };
}

/** What a trigger set, by the place of the record among `records`. */
async function run(
  surroundings: ScriptSurroundings,
  trigger: Trigger,
  moment: TriggerMoment,
  writer: Writer,
  model: ObjectModel,
  event: WriteEvent,
  records: readonly ReactedRecord[],
): Promise<ReadonlyMap<number, Values>> {
  const concerned = await concernedBy(trigger, writer, model, event, records);
  const found = new Map<number, Values>();
  for (let start = 0; start < concerned.length; start += batchMaximum) {
    const places = concerned.slice(start, start + batchMaximum);
    const batch = places.flatMap((place) => records[place] ?? []);
    const rights = rightsOfRun(surroundings, trigger.script, writer);
    const sent = batch.map((item) => seenBy(rights, model, item));
    const occasion = `${moment} ${event.kind} of ${model.name}`;
    const answer = await runScript(surroundings, writer, {
      script: trigger.script,
      occasion,
      input: {
        moment,
        event: event.kind,
        transition: event.kind === "transition" ? event.name : null,
        records: sent,
      },
      wrapper: wrapperOf(trigger.script.name, moment),
    }).catch((error: unknown) => {
      throw atRecord(error, places);
    });
    if (moment === "after" || !Array.isArray(answer)) continue;
    for (const [index, place] of places.entries()) {
      const record: unknown = answer[index];
      const given = { whole: batch[index]?.record ?? {}, seen: sent[index]?.record ?? {} };
      if (!isJsonObject(record)) continue;
      const set = changesBetween(model, given, record, "without hidden");
      const refused = unwritableFields(rights, model, set);
      if (refused.length > 0) throw atRecord(new Refused(refused), [place]);
      found.set(place, changesBetween(model, given, record, "with hidden"));
    }
  }
  return found;
}

/** Before a write, what the script has made of the records is what it answers. */
const wrapperOf = (script: string, moment: TriggerMoment): string =>
  `import start from "./${script}.ts";
export default async (input) => {
  await start(input);
  return ${moment === "before" ? "input.records.map(({ record }) => record)" : "null"};
};`;

/** A problem of one record stands at its place: scripts count those of their batch, writes all. */
export function atRecord(error: unknown, places: readonly number[]): unknown {
  if (!(error instanceof Refused)) return error;
  const moved = error.problems.map((item) => {
    const [, index, rest = ""] = /^\/(\d+)(\/.*)?$/.exec(item.path) ?? [];
    const place = places[Number(index ?? (places.length === 1 ? 0 : Number.NaN))];
    const field = index === undefined ? item.path : rest;
    return { ...item, path: place === undefined ? field : `${pointer("", place)}${field}` };
  });
  return new Refused(moved);
}

/** The places of the records that the trigger is for. */
async function concernedBy(
  { start, when }: Trigger,
  writer: Writer,
  model: ObjectModel,
  event: WriteEvent,
  records: readonly ReactedRecord[],
): Promise<readonly number[]> {
  const transition = event.kind === "transition" ? event.name : null;
  const places = records.flatMap(({ changed }, place) =>
    concerns(start, event.kind, { changed: [...changed], transition }) ? [place] : [],
  );
  if (when === null || places.length === 0) return places;
  const holds = await conditionOver(when, writer, model, records);
  return places.filter((place) => holds(place));
}

/** Judges a condition with all that there is, whoever writes. */
export async function conditionOver(
  { expression, lookups }: CompiledCondition,
  writer: Writer,
  model: ObjectModel,
  records: readonly Pick<ReactedRecord, "record">[],
): Promise<(place: number) => boolean> {
  const reader = { ...writer, rights: historyRights };
  const values = records.map(({ record }) => record);
  const related = await recordsBehind(reader, model, values, lookups);
  const surroundings = { objects: writer.catalog.objects, related };
  return (place) =>
    evaluate(expression, {
      record: recordValues(model, values[place] ?? {}, surroundings),
      clock: writer.clock,
    }) === true;
}

interface SeenRecord {
  readonly record: Values;
  readonly former: Values | null;
  readonly changed: readonly string[];
}

/** What the rights of the run let see. */
function seenBy(rights: Rights, model: ObjectModel, item: ReactedRecord): SeenRecord {
  const record = visible(rights, model, item.record);
  return {
    record,
    former: item.former === null ? null : visible(rights, model, item.former),
    changed: [...item.changed].filter((name) => Object.hasOwn(record, name)),
  };
}

export function visible(rights: Rights, model: ObjectModel, record: Values): Values {
  const seen: Record<string, unknown> = {};
  for (const field of [...model.systemFields, ...model.fields]) {
    if (!rights.mayRead(model, field)) continue;
    const value = record[field.name] ?? null;
    const { children } = field;
    seen[field.name] =
      children !== null && Array.isArray(value)
        ? value.map((row: unknown) => (isJsonObject(row) ? visible(rights, children, row) : row))
        : value;
  }
  return withoutSecrets(model, seen);
}
