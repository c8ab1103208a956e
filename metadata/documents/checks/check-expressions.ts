/** Formulas, computed defaults, conditions and rules, checked with the names and types of all objects. */
import type { Expression } from "../../expressions/index.ts";
import type { JsonSchema } from "../../fields/field-type.ts";
import { isChildRows, isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { compileCondition, compileForField } from "../../model/field-expression.ts";
import { lifecycleConditions } from "../../model/lifecycle.ts";
import { modelOfContent } from "../../model/model-of-content.ts";
import type { FieldModel, ObjectModel } from "../../model/object-model.ts";
import { resolveObject } from "../../model/resolve-object.ts";
import { type Problem, pointer, problem } from "../../problem.ts";
import { checkAssignmentTexts } from "./check-assignment.ts";
import { copyProblem } from "./check-copies.ts";
import type { Report } from "./report.ts";

/** An object as far as it can be resolved. */
export interface SoundObject {
  readonly model: ObjectModel;
  /** Names of the fields that had to be left out. */
  readonly unsound: ReadonlySet<string>;
}

/** Mistakes after which nobody knows what the field is. */
const breaking: ReadonlySet<Problem["code"]> = new Set<Problem["code"]>([
  "field_not_object",
  "field_type_unknown",
  "json_type_unknown",
  "json_type_instead",
  "reference_unknown",
  "reference_local",
  "options_unknown",
  "list_of_type_impossible",
  "target_unknown",
  "child_rows_nested",
]);

/** The model of an object without the fields that `problems` makes unusable. */
export function soundObject(content: JsonSchema, problems: readonly Problem[]): SoundObject | null {
  if (typeof content.name !== "string" || !isJsonObject(content.properties)) return null;
  const broken = new Set(
    problems.filter((item) => breaking.has(item.code)).map((item) => item.path),
  );
  const unsound = new Set<string>();
  const reduced = broken.size === 0 ? content : without(content, "", broken, unsound);
  return { model: broken.size === 0 ? modelOfContent(content) : resolveObject(reduced), unsound };
}

function without(
  rows: JsonSchema,
  path: string,
  broken: ReadonlySet<string>,
  unsound: Set<string>,
): JsonSchema {
  const properties: Record<string, unknown> = {};
  for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
    const at = pointer(path, "properties", name);
    const inner = isJsonObject(schema) && isChildRows(schema) ? objectOrEmpty(schema.items) : null;
    const own = [...broken].filter((place) => place === at || place.startsWith(`${at}/`));
    const inRows = own.filter((place) => place.startsWith(`${at}/items/properties/`));
    if (own.length > inRows.length || (own.length > 0 && !inner)) unsound.add(name);
    else if (inner && own.length > 0 && isJsonObject(schema)) {
      const items = without(inner, pointer(at, "items"), broken, unsound);
      properties[name] = { ...schema, items };
    } else properties[name] = schema;
  }
  return { ...rows, properties };
}

/** Keywords of a field that ask whether something holds. */
export const conditionKeywords = ["visible_when", "required_when", "read_only_when"] as const;

/** A formula that compiled, and whose it is. */
export interface CheckedFormula {
  readonly owner: ObjectModel;
  readonly field: FieldModel;
  readonly path: string;
  readonly expression: Expression;
}

interface Checked {
  readonly formulas: readonly CheckedFormula[];
  readonly problems: readonly Problem[];
  /** The objects that names led to; as long as they are the same, so is the result. */
  readonly uses: ReadonlyMap<string, ObjectModel | undefined>;
}

const checkedModels = new WeakMap<ObjectModel, Checked>();

/**
 * Checks all expressions of an object. Those that speak of `unsound` names are left until the
 * names are mended: what they would be told is not their mistake.
 */
export function checkExpressions(
  model: ObjectModel,
  objects: ReadonlyMap<string, ObjectModel>,
  unsound: ReadonlySet<string>,
  report: Report,
): readonly CheckedFormula[] {
  let checked = unsound.size === 0 ? checkedModels.get(model) : undefined;
  if (!checked || [...checked.uses].some(([name, used]) => objects.get(name) !== used)) {
    checked = checkModel(model, objects, unsound);
    if (unsound.size === 0) checkedModels.set(model, checked);
  }
  for (const item of checked.problems) report(item.code, item.path, item.params);
  return checked.formulas;
}

function checkModel(
  model: ObjectModel,
  objects: ReadonlyMap<string, ObjectModel>,
  unsound: ReadonlySet<string>,
): Checked {
  const formulas: CheckedFormula[] = [];
  const problems: Problem[] = [];
  const uses = new Map<string, ObjectModel | undefined>();
  const recording = {
    get(name: string) {
      const found = objects.get(name);
      uses.set(name, found);
      return found;
    },
  };
  const compiled = (field: FieldModel, text: string, rows: ObjectModel, at: string) => {
    const expected = field.type.expressionType(field.schema);
    if (!expected || field.type.storage !== "column" || mentions(text, unsound)) return null;
    const result = compileForField(text, field, rows, recording);
    if (result.ok) return result.value;
    problems.push(...result.problems.map((item) => problem(item.code, at, item.params)));
    return null;
  };
  const condition = (text: unknown, rows: ObjectModel, at: string): void => {
    if (typeof text !== "string" || mentions(text, unsound)) return;
    const result = compileCondition(text, rows, recording);
    if (result.ok) return;
    problems.push(...result.problems.map((item) => problem(item.code, at, item.params)));
  };
  const visit = (rows: ObjectModel, path: string): void => {
    for (const field of rows.fields) {
      const at = pointer(path, "properties", field.name);
      for (const keyword of conditionKeywords) {
        condition(field.schema[keyword], rows, pointer(at, keyword));
      }
      if (field.children) visit(field.children, pointer(at, "items"));
      const wrongCopy = copyProblem(field, rows, recording, pointer(at, "copy_from"));
      if (wrongCopy && !mentions(field.copyFrom ?? "", unsound)) problems.push(wrongCopy);
      if (field.formula !== null) {
        const place = pointer(at, "formula");
        const expression = compiled(field, field.formula, rows, place);
        if (expression) formulas.push({ owner: rows, field, path: place, expression });
      } else if (field.default && "expression" in field.default) {
        const place = pointer(at, "default", "expression");
        const expression = compiled(field, field.default.expression, rows, place);
        if (expression?.uses.related || expression?.uses.rows) {
          problems.push(problem("default_expression_reach", place));
        }
      }
    }
  };
  visit(model, "");
  model.rules.forEach((rule, index) => {
    condition(rule.require, model, pointer("/rules", index, "require"));
    condition(rule.when, model, pointer("/rules", index, "when"));
  });
  for (const { text, at } of lifecycleConditions(model)) condition(text, model, at);
  checkAssignmentTexts(model, recording, unsound, (code, path, params) =>
    problems.push(problem(code, path, params)),
  );
  return { formulas, problems, uses };
}

function mentions(text: string, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  return (text.match(/\w+/g) ?? []).some((word) => names.has(word));
}

/** Reports formulas that need their own result, each ring once, with the way round. */
export function checkFormulaRings(
  formulas: readonly CheckedFormula[],
  report: (formula: CheckedFormula, ring: string) => void,
): void {
  const nameOf = (object: string, field: string) => `${object}.${field}`;
  const byName = new Map(
    formulas.map((formula) => [nameOf(formula.owner.name, formula.field.name), formula]),
  );
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const formula = byName.get(name);
    if (!formula || done.has(name)) return;
    const path = [...trail, name];
    for (const reference of formula.expression.references) {
      for (const { object, name: field } of reference.names) {
        const next = nameOf(object ?? formula.owner.name, field);
        const start = path.indexOf(next);
        if (start < 0) visit(next, path);
        else report(formula, [...path.slice(start), next].join(" → "));
      }
    }
    done.add(name);
  };
  for (const name of byName.keys()) visit(name, []);
}
