/** From the findings of a compiled validator to problems that a person can act on. */
import { closest, didYouMean } from "../expressions/expression-problem.ts";
import { acceptedIn } from "../fields/file-options.ts";
import { choicesOf } from "../fields/values/choices.ts";
import { sizeText } from "../fields/values/file-value.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import type { Text } from "../text.ts";
import type { DecimalFault } from "./decimal-fault.ts";
import type { RichTextFault } from "./rich-text-fault.ts";
import type { Finding } from "./validator-runtime.ts";

/** More than anybody reads; the rest shows up once these are mended. */
export const maximumProblems = 100;

/** One problem a place, in the order of the findings. */
export function recordProblems(
  findings: readonly Finding[],
  model: ObjectModel,
): readonly Problem[] {
  const problems = new Map<string, Problem>();
  for (const finding of findings) {
    if (isDetail(finding)) continue;
    const found = problemOf(finding, model);
    if (!problems.has(found.path)) problems.set(found.path, found);
    if (problems.size === maximumProblems) break;
  }
  return [...problems.values()];
}

const combining = new Set(["anyOf", "oneOf", "not", "contains", "propertyNames"]);
const naming = new Set(["properties", "patternProperties", "$defs", "dependentSchemas"]);

/**
 * True for findings inside `anyOf` and the like, where only the whole says something, and for
 * `if`, whose branch says it better.
 */
export function isDetail(finding: Finding): boolean {
  if (finding.keyword === "if") return true;
  const steps = finding.schemaPath.split("/");
  for (let index = 1; index < steps.length - 1; index += 1) {
    const step = steps[index] ?? "";
    if (naming.has(step)) index += 1;
    else if (combining.has(step)) return true;
  }
  return false;
}

/** The field a finding is about, and how deep inside its value. */
interface Place {
  readonly model: ObjectModel;
  readonly field: FieldModel | null;
  /** 0 for the value itself, 1 for an entry of a list … */
  readonly depth: number;
}

function placeOf(path: string, whole: ObjectModel): Place {
  const steps = path === "" ? [] : path.slice(1).split("/");
  let model = whole;
  for (let index = 0; index < steps.length; index += 1) {
    const field = model.byName.get(steps[index] ?? "") ?? null;
    const rest = steps.length - index - 1;
    if (!field?.children) return { model, field, depth: rest };
    if (rest < 2) return rest === 0 ? { model, field, depth: 0 } : { model, field, depth: 1 };
    model = field.children;
    index += 1;
  }
  return { model, field: null, depth: 0 };
}

function problemOf(finding: Finding, whole: ObjectModel): Problem {
  const { keyword, params, instancePath } = finding;
  const place = placeOf(instancePath, whole);
  switch (keyword) {
    case "required":
      return problem("required", pointer(instancePath, String(params.missingProperty)));
    case "additionalProperties": {
      const name = String(params.additionalProperty);
      return unknownField(pointer(instancePath, name), name, place);
    }
    case "tenon:read_only":
      return readOnlyProblem(instancePath, place);
    case "tenon:rich_text": {
      const { code, params: words } = params.fault as RichTextFault;
      return problem(code, instancePath, words);
    }
    case "tenon:check_digit":
      return problem("check_digit_wrong", instancePath);
    case "tenon:decimal":
      return decimalProblem(params.fault, instancePath, place.field);
    default:
      return valueProblem(finding, place);
  }
}

function readOnlyProblem(path: string, { model, field }: Place): Problem {
  const { lifecycle } = model;
  if (field === null || field.name !== lifecycle?.field) return problem("read_only", path);
  return problem("state_by_transition", path, {
    possible: lifecycle.transitions.map(({ title }) => title),
  });
}

function unknownField(path: string, name: string, { model, field }: Place): Problem {
  if (field?.type.parts) {
    const parts = field.type.parts.map((part) => part.name);
    return problem("unknown_part", path, { name, parts });
  }
  if (field && field.arms.length > 0) return referenceProblem(path, field);
  if (field && !field.children) {
    return problem("invalid_value", path, { keyword: "additionalProperties" });
  }
  const known = model.fields.filter((candidate) => !candidate.readOnly);
  const names = (field?.children?.fields ?? known).map((candidate) => candidate.name);
  return closest(name, names) === null
    ? problem("unknown_field", path, { name })
    : problem("unknown_field", path, { name, hint: didYouMean(name, names) });
}

/** Whatever is wrong inside a dynamic lookup: it does not name a record of one of its targets. */
const referenceProblem = (path: string, { arms }: FieldModel): Problem =>
  problem("not_a_reference", path, { objects: arms.flatMap(({ target }) => target ?? []) });

function decimalProblem(fault: unknown, path: string, field: FieldModel | null): Problem {
  const { code, params } = fault as DecimalFault;
  return problem(
    code === "mismatch" ? (field?.type.mismatch ?? "not_a_number") : code,
    path,
    params,
  );
}

/** The parameter `limit` of the standard's findings, as our messages name it. */
const limits: Readonly<Record<string, readonly [Problem["code"], string]>> = {
  minLength: ["too_short", "minimum"],
  maxLength: ["too_long", "maximum"],
  minItems: ["too_few_items", "minimum"],
  maxItems: ["too_many_items", "maximum"],
  minimum: ["too_small", "limit"],
  maximum: ["too_large", "limit"],
  exclusiveMinimum: ["must_exceed", "limit"],
  exclusiveMaximum: ["must_be_below", "limit"],
};

function valueProblem(finding: Finding, place: Place): Problem {
  const { keyword, params, instancePath: path } = finding;
  if (place.field?.type.holdsFiles && place.depth > 0) {
    const found = fileProblem(finding, place.field);
    if (found) return found;
  }
  const limit = Object.hasOwn(limits, keyword) ? limits[keyword] : undefined;
  if (limit) return problem(limit[0], path, { [limit[1]]: Number(params.limit) });
  if (place.field && place.field.arms.length > 0) return referenceProblem(path, place.field);
  switch (keyword) {
    case "pattern":
      if (place.field?.type.parts && place.depth === 1) {
        return problem(place.field.type.mismatch, path);
      }
      return isOfTheType(finding, place)
        ? mismatch({ ...finding, keyword: "format" }, place)
        : problem("pattern_mismatch", path, { pattern: String(params.pattern) });
    case "multipleOf":
      return problem("not_a_multiple", path, { step: Number(params.multipleOf) });
    case "uniqueItems":
      return problem("repeated_item", path);
    case "type":
    case "format":
    case "enum":
    case "const":
    case "oneOf":
      return mismatch(finding, place);
    default:
      return isOfTheType(finding, place)
        ? mismatch({ ...finding, keyword: "format" }, place)
        : problem("invalid_value", path, { keyword });
  }
}

/** What a file is, is said of the file; null for what concerns the list that it stands in. */
function fileProblem(
  { keyword, params, instancePath }: Finding,
  { schema }: FieldModel,
): Problem | null {
  const [, file, part] = /^(.*)\/([^/]*)$/.exec(instancePath) ?? [];
  if (part === "type" && keyword === "enum" && file !== undefined) {
    return problem("file_type_not_accepted", file, { accepted: acceptedIn(schema) });
  }
  if (part === "size" && keyword === "maximum" && file !== undefined) {
    return problem("file_too_large", file, { limit: sizeText(Number(params.limit)) });
  }
  return keyword === "type" ? problem("not_a_file", instancePath) : null;
}

/** True for a condition that the document does not state: the field type itself makes it. */
function isOfTheType({ keyword, params }: Finding, { field, depth }: Place): boolean {
  if (field === null || depth > 0 || field.type.storage !== "column") return false;
  const stated = JSON.stringify(field.schema);
  return keyword === "pattern"
    ? !stated.includes(JSON.stringify(params.pattern))
    : !stated.includes(`"${keyword}":`);
}

function mismatch({ keyword, params, instancePath }: Finding, place: Place): Problem {
  const { field, depth } = place;
  const options = field && depth <= 1 ? optionsOf(field, depth) : null;
  if (options && keyword !== "format") return problem("unknown_option", instancePath, { options });
  const isWhole = depth === 0 && (keyword === "type" || keyword === "format");
  if (field && isWhole && !saysMore(keyword, field)) {
    return problem(field.type.mismatch, instancePath);
  }
  if (field?.target && depth === 1) return problem("not_a_record_id", instancePath);
  if (keyword === "type") {
    const expected = typeWords[String(params.type)];
    if (expected) return problem("wrong_type", instancePath, { expected });
  }
  if (keyword === "format") {
    return problem("invalid_format", instancePath, { expected: String(params.format) });
  }
  return problem("invalid_value", instancePath, { keyword });
}

/** True where the document chose the type or format, so that naming it says more than the type. */
function saysMore(keyword: string, { type }: FieldModel): boolean {
  return type.name === "json" || (type.name === "text" && keyword === "format");
}

/** The values to choose from, of the field itself or of the entries of its list. */
function optionsOf(field: FieldModel, depth: number): readonly string[] | null {
  if (field.children) return null;
  const { items } = field.schema;
  const schema = depth === 0 ? field.schema : typeof items === "object" ? items : null;
  const choices = schema ? choicesOf(schema as typeof field.schema) : null;
  return choices ? choices.map((choice) => choice.value) : null;
}

const typeWords: Readonly<Record<string, Text>> = {
  string: { en: "a text", "zh-CN": "文本" },
  number: { en: "a number", "zh-CN": "数字" },
  integer: { en: "a whole number", "zh-CN": "整数" },
  boolean: { en: "true or false", "zh-CN": " true 或 false" },
  array: { en: "a list", "zh-CN": "列表" },
  object: { en: "an object", "zh-CN": "对象" },
  null: { en: "empty", "zh-CN": "空" },
};
