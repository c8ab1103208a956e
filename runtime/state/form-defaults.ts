/** Defaults in a form: what a record or a line starts with, and how that follows what is typed. Pure. */
import type { Clock } from "../../metadata/expressions/index.ts";
import {
  defaultOf,
  giveComputedDefaults,
  namesBehindDefault,
} from "../../metadata/model/computed-defaults.ts";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { sameValue } from "./form-values.ts";
import type { Values } from "./row-list.ts";

interface Context {
  readonly objects: ObjectsByName;
  readonly clock: Clock;
}

/** The state in which a record begins is shown, though nobody writes it. */
const isShown = (field: FieldModel): boolean => !field.readOnly || field.stateOf !== null;

/**
 * What a new record or line starts with, beside what is `given`. An expression that cannot be
 * evaluated here, or is empty so far, is left to the engine.
 */
export function defaultValues(
  model: ObjectModel,
  objects: ObjectsByName,
  clock: Clock,
  given: Values = {},
): Record<string, unknown> {
  const isAsked = ({ name }: FieldModel) => !Object.hasOwn(given, name);
  const record = withDefaults(model, given, isAsked, { objects, clock });
  const started = model.fields.flatMap((field): [string, unknown][] => {
    const isGiven = isShown(field) && isAsked(field) && field.default !== null;
    const value = record[field.name] ?? null;
    return isGiven && field.children === null && value !== null ? [[field.name, value]] : [];
  });
  return Object.fromEntries(started);
}

/**
 * What the defaults that depend on the field `changed` have become, by name. Those that somebody has
 * written over stay: they are no longer what they were `begun` with.
 */
export function followedDefaults(
  model: ObjectModel,
  record: Values,
  begun: Values,
  changed: string,
  context: Context,
): Values {
  const followers = model.fields.filter(
    (field) =>
      isShown(field) &&
      field.name !== changed &&
      defaultOf(field, model, context.objects) !== null &&
      sameValue(record[field.name], begun[field.name]) &&
      namesBehindDefault(field, model, context.objects).has(changed),
  );
  if (followers.length === 0) return {};
  const isAsked = (field: FieldModel) => followers.includes(field) || !isShown(field);
  const after = withDefaults(model, record, isAsked, context);
  return Object.fromEntries(followers.map(({ name }) => [name, after[name] ?? undefined]));
}

function withDefaults(
  model: ObjectModel,
  values: Values,
  isAsked: (field: FieldModel) => boolean,
  context: Context,
): Values {
  const record: Record<string, unknown> = { ...values };
  const computed = new Set<FieldModel>();
  for (const field of model.fields) {
    if (field.default === null || field.formula !== null || !isAsked(field)) continue;
    if ("value" in field.default) record[field.name] = field.default.value;
    else {
      delete record[field.name];
      computed.add(field);
    }
  }
  giveComputedDefaults(model, record, computed, context);
  return record;
}
