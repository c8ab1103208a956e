/** Views and forms: their shape, and that every name in them leads somewhere. */
import { compileExpression } from "../../expressions/index.ts";
import { booleanType } from "../../expressions/types.ts";
import type { JsonSchema } from "../../fields/field-type.ts";
import { isJsonObject, textsOf } from "../../json-object.ts";
import type { FieldModel, ObjectModel } from "../../model/object-model.ts";
import { filterScope, type ObjectsInScope } from "../../model/object-scope.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, checkTexts, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const screenKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  description: "text",
  object: "text",
  position: "integer",
};
const viewKinds: KeywordKinds = {
  ...screenKinds,
  columns: "names",
  filter: "text",
  sort: "names",
};
const formKinds: KeywordKinds = { ...screenKinds, sections: "list" };
const sectionKinds: KeywordKinds = {
  $comment: "text",
  title: "text",
  description: "text",
  fields: "names",
};

/** What is wrong with a view whatever the objects are. */
export function checkView(content: JsonSchema, report: Report): void {
  checkScreen(content, viewKinds, ["object"], report);
}

/** What is wrong with a form whatever the objects are. */
export function checkForm(content: JsonSchema, report: Report): void {
  checkScreen(content, formKinds, ["object", "sections"], report);
  if (!Array.isArray(content.sections)) return;
  content.sections.forEach((section: unknown, index) => {
    const at = pointer("/sections", index);
    if (!isJsonObject(section)) {
      report("form_section_invalid", at);
      return;
    }
    checkKeywords(section, sectionKinds, at, report);
    checkTexts(section, at, report);
    if (section.fields === undefined) {
      report("option_missing", pointer(at, "fields"), { keyword: "fields" });
    }
  });
}

function checkScreen(
  content: JsonSchema,
  kinds: KeywordKinds,
  required: readonly string[],
  report: Report,
): void {
  checkKeywords(content, kinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "screen", "/name", report);
  for (const keyword of required) {
    if (content[keyword] === undefined) report("option_missing", `/${keyword}`, { keyword });
  }
}

/** The objects that views and forms speak of. */
export interface ShownObjects {
  /** Names of all object documents, sound or not. */
  readonly names: ReadonlySet<string>;
  /** The sound ones. */
  readonly models: ObjectsInScope;
  /** Names of fields that had to be left out: nobody is told that they are unknown. */
  readonly unsound: ReadonlySet<string>;
}

/** The object of a view or form; null when there is none or it has mistakes of its own. */
function shownObject(
  content: JsonSchema,
  { names, models }: ShownObjects,
  report: Report,
): ObjectModel | null {
  const { object } = content;
  if (typeof object !== "string") return null;
  if (!names.has(object)) {
    report("screen_object_unknown", "/object", {
      name: object,
      hint: hintAmong(object, [...names]),
    });
  }
  return models.get(object) ?? null;
}

/** What a view says about the fields of its object. */
export function checkViewReferences(
  content: JsonSchema,
  objects: ShownObjects,
  report: Report,
): void {
  const model = shownObject(content, objects, report);
  if (model === null) return;
  const fieldAt = fieldFinder(model, objects, report);
  const seen = new Set<string>();
  textsOf(content.columns).forEach((name, index) => {
    const at = pointer("/columns", index);
    if (seen.has(name)) report("screen_field_repeated", at, { name });
    seen.add(name);
    fieldAt(name, at);
  });
  textsOf(content.sort).forEach((key, index) => {
    const at = pointer("/sort", index);
    const name = key.replace(/^-/, "");
    const field = fieldAt(name, at);
    const sortable = field?.type.storage === "column" && (field.type.sortable || field.system);
    if (field && !sortable) report("view_not_sortable", at, { name, type: field.type.title });
  });
  if (typeof content.filter !== "string") return;
  const words: readonly string[] = content.filter.match(/\w+/g) ?? [];
  if (words.some((word) => objects.unsound.has(word))) return;
  const filter = compileExpression(content.filter, filterScope(model, objects.models), booleanType);
  if (filter.ok) return;
  for (const { code, params } of filter.problems) report(code, "/filter", params);
}

/** What a form says about the fields of its object. */
export function checkFormReferences(
  content: JsonSchema,
  objects: ShownObjects,
  report: Report,
): void {
  const model = shownObject(content, objects, report);
  if (model === null || !Array.isArray(content.sections)) return;
  const fieldAt = fieldFinder(model, objects, report);
  const shown = new Set<string>();
  content.sections.forEach((section: unknown, index) => {
    if (!isJsonObject(section)) return;
    textsOf(section.fields).forEach((name, position) => {
      const at = pointer("/sections", index, "fields", position);
      if (shown.has(name)) report("screen_field_repeated", at, { name });
      shown.add(name);
      fieldAt(name, at);
    });
  });
  const missing = model.fields.find((field) => mustBeFilledIn(field) && !shown.has(field.name));
  if (missing !== undefined) report("form_lacks_required", "/sections", { name: missing.name });
}

/** Nobody else than the person at the form gives it a value. */
const mustBeFilledIn = (field: FieldModel): boolean =>
  field.required && !field.readOnly && field.default === null;

function fieldFinder(model: ObjectModel, { unsound }: ShownObjects, report: Report) {
  return (name: string, path: string): FieldModel | null => {
    const field = model.byName.get(name);
    if (field === undefined && !unsound.has(name)) {
      const hint = hintAmong(name, [...model.byName.keys()]);
      report("screen_field_unknown", path, { name, object: model.name, hint });
    }
    return field ?? null;
  };
}
