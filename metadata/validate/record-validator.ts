/** The one validator of records, whichever way its compiled part was made. */
import { isJsonObject } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { failure, type Problem, problem, type Result, success } from "../problem.ts";
import { dependentProblems } from "./dependent-options.ts";
import { prepareRecord, restoreEmpty } from "./prepare-record.ts";
import { recordProblems } from "./record-problems.ts";
import type { RecordMode } from "./record-schema.ts";
import {
  type ValidatorFunction,
  type ValidatorModule,
  validatorRuntime,
} from "./validator-runtime.ts";

/**
 * Checks a record as received in JSON. Gives it normalised, with `null` for what was emptied, or
 * all problems with their paths. The value itself stays untouched.
 */
export type RecordValidator = (value: unknown) => Result<Record<string, unknown>>;

/** Joins normalising, the compiled schema and the wording of its findings. */
export function recordValidator(
  model: ObjectModel,
  mode: RecordMode,
  compiled: ValidatorFunction,
): RecordValidator {
  return (value) => {
    if (!isJsonObject(value)) {
      return failure(problem("wrong_type", "", { expected: anObject }));
    }
    const prepared = prepareRecord(model, mode, value);
    const { record } = prepared;
    const unfit = dependentProblems(model, record, mode !== "change");
    const problems = unfit.length === 0 ? prepared.problems : [...prepared.problems, ...unfit];
    const valid = compiled(record);
    if (valid && problems.length === 0) {
      restoreEmpty(model, record);
      return success(record);
    }
    const known = new Set(problems.map((item) => item.path));
    const found = valid ? [] : recordProblems(compiled.errors ?? [], model);
    return failure(
      ...inFieldOrder([...problems, ...found.filter((item) => !known.has(item.path))], model),
    );
  };
}

/** As a reader meets the fields, so that the first problem is the topmost one. */
function inFieldOrder(problems: readonly Problem[], model: ObjectModel): readonly Problem[] {
  const order = new Map(model.fields.map((field, index) => [field.name, index]));
  const rank = ({ path }: Problem) => order.get(path.split("/")[1] ?? "") ?? order.size;
  return problems.toSorted((one, other) => rank(one) - rank(other));
}

const anObject = { en: "a JSON object", "zh-CN": " JSON 对象" };

/**
 * Makes a validator from a module that `standaloneValidator` wrote: what the browser does with
 * `await import(url)`. The engine of regular expressions is loaded when the module needs it.
 */
export async function loadRecordValidator(
  model: ObjectModel,
  mode: RecordMode,
  module: ValidatorModule,
): Promise<RecordValidator> {
  const engine = module.needsRegularExpressions ? await import("./regular-expression.ts") : null;
  const compiled = module.create(validatorRuntime(engine?.compilePattern));
  return recordValidator(model, mode, compiled);
}
