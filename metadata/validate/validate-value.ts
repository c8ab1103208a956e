/** Checks one value of one field, outside of any record: defaults, answers, options. */
import type { FieldType, PropertySchema } from "../fields/field-type.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import type { Problem } from "../problem.ts";
import { storabilityProblem } from "./prepare-record.ts";
import { recordProblems } from "./record-problems.ts";
import { strictValueSchema } from "./record-schema.ts";
import { compileSchema } from "./validator-generator.ts";
import type { ValidatorFunction } from "./validator-runtime.ts";

/** Many fields have the same schema of values: booleans, plain texts, money of two digits. */
const validators = new Map<string, ValidatorFunction>();
const maximumValidators = 2000;

/** The last validator of each schema: values of one field are checked by the million. */
const lastValidators = new WeakMap<
  PropertySchema,
  { readonly type: FieldType; readonly validator: ValidatorFunction }
>();

function validatorOf(schema: PropertySchema, type: FieldType): ValidatorFunction {
  const last = lastValidators.get(schema);
  if (last?.type === type) return last.validator;
  const validator = sharedValidator(schema, type);
  lastValidators.set(schema, { type, validator });
  return validator;
}

function sharedValidator(schema: PropertySchema, type: FieldType): ValidatorFunction {
  const strict = strictValueSchema(type.valueSchema(schema), type.strictSchema?.(schema) ?? {});
  const key = JSON.stringify(strict);
  let validator = validators.get(key);
  if (!validator) {
    validator = compileSchema({ type: "object", properties: { value: strict } });
    if (validators.size >= maximumValidators) validators.clear();
    validators.set(key, validator);
  }
  return validator;
}

/** What is wrong with `value`, normalised first; paths lead into the value. */
export function valueProblems(
  schema: PropertySchema,
  type: FieldType,
  value: unknown,
): readonly Problem[] {
  const normal = type.normalise(value, schema);
  const stored = storabilityProblem(normal, "");
  if (stored) return [stored];
  const validator = validatorOf(schema, type);
  if (validator({ value: normal })) return [];
  return recordProblems(validator.errors ?? [], modelOf(schema, type)).map((item) => ({
    ...item,
    path: item.path.slice("/value".length),
  }));
}

/** Whether `value` has no problems: much cheaper than naming those of a million values. */
export function isValue(schema: PropertySchema, type: FieldType, value: unknown): boolean {
  const normal = type.normalise(value, schema);
  return (
    storabilityProblem(normal, "") === null && validatorOf(schema, type)({ value: normal }) === true
  );
}

/** The smallest model that gives findings their words. */
function modelOf(schema: PropertySchema, type: FieldType): ObjectModel {
  const field: FieldModel = {
    id: "value",
    name: "value",
    title: "",
    description: "",
    type,
    schema,
    required: false,
    unique: false,
    indexed: false,
    readOnly: false,
    default: null,
    formula: null,
    copyFrom: null,
    conditions: null,
    measure: null,
    target: null,
    arms: [],
    armOf: null,
    onDelete: "restrict",
    stateOf: null,
    children: null,
    system: false,
  };
  return {
    id: "value",
    name: "value",
    title: "",
    description: "",
    table: "value",
    parent: null,
    fields: [field],
    systemFields: [],
    byName: new Map([["value", field]]),
    recordTitle: "value",
    unique: [],
    singleton: false,
    historyDays: null,
    rules: [],
    assignment: [],
    lifecycle: null,
    builtIn: false,
    comesWithAccounts: false,
    document: {},
  };
}
