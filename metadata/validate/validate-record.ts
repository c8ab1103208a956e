/** Validators compiled in this process, made on first use and kept as long as their model. */
import type { ObjectModel } from "../model/object-model.ts";
import type { Result } from "../problem.ts";
import { type RecordMode, recordSchema } from "./record-schema.ts";
import { type RecordValidator, recordValidator } from "./record-validator.ts";
import { compileSchema } from "./validator-generator.ts";

type Validators = Partial<Record<RecordMode, RecordValidator>>;

const validatorsOfModel = new WeakMap<ObjectModel, Validators>();

/** The validator of an object's records; compiling takes some milliseconds, once. */
export function compileRecordValidator(model: ObjectModel, mode: RecordMode): RecordValidator {
  let validators = validatorsOfModel.get(model);
  if (!validators) {
    validators = {};
    validatorsOfModel.set(model, validators);
  }
  validators[mode] ??= recordValidator(model, mode, compileSchema(recordSchema(model, mode)));
  return validators[mode];
}

/**
 * Checks and normalises one record. In `create`, fields with a default may be left out; in
 * `change`, all may. Child rows with an `id` change that row, those without are new.
 */
export function validateRecord(
  model: ObjectModel,
  mode: RecordMode,
  value: unknown,
): Result<Record<string, unknown>> {
  return compileRecordValidator(model, mode)(value);
}
