/** Workflows that name a field, an object or a role, rewritten when the name changes. */
import { renameField as renameInExpression } from "../expressions/index.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { filterScope, type ObjectsInScope } from "../model/object-scope.ts";
import { opinionName } from "../workflows/approval.ts";
import { writtenObject } from "../workflows/compile-text.ts";
import { mapApprovers, mapTexts, type TextPlace } from "../workflows/map-texts.ts";
import { isAsked } from "../workflows/step-types.ts";
import {
  filterScopeIn,
  managerScope,
  triggerObject,
  workflowScope,
} from "../workflows/workflow-scope.ts";
import { mapFields } from "./map-fields.ts";
import {
  changed,
  type Rename,
  renameList,
  renameTarget,
  renameValue,
  renaming,
} from "./names-in-object.ts";
import { holderModel } from "./sound-models.ts";

type Models = ReadonlyMap<string, ObjectModel>;

/** The owner of names that belong to no object: `record`, `steps`. */
const noObject = "";

/** A workflow in which a field has its new name: in expressions, in what is set, in what must change. */
export function renameFieldInWorkflow(
  content: JsonSchema,
  models: Models,
  { object, path }: { readonly object: string; readonly path: readonly string[] },
  to: string,
): JsonSchema {
  const from = path.at(-1) ?? "";
  const owner = holderModel(models.get(object), path);
  if (owner === undefined) return content;
  const rename = renaming(from, to);
  const inOrder: Rename = (key) => (key.startsWith("-") ? `-${rename(key.slice(1))}` : rename(key));
  const own = (model: { readonly name: string } | null | undefined): boolean =>
    model?.name === object && path.length === 1;
  const renamed = mapTexts(content, (text, place) =>
    rewritten(text, place, content, models, { object: owner.name, from, to }),
  );
  const started = inTrigger(renamed, (on) =>
    own(models.get(triggerObject(content)))
      ? changed(on, "changed", renameList(on.changed, rename))
      : on,
  );
  return mapSteps(started, (step, id) => {
    let result = step;
    if (own(writtenObject(id, { content, objects: models })) && isJsonObject(step.set))
      result = changed(result, "set", renameKeys(step.set, rename));
    if (own(models.get(String(step.object))))
      result = changed(result, "sort", renameList(step.sort, inOrder));
    if (!own(models.get(triggerObject(content)))) return result;
    result = changed(result, "rows", renameValue(step.rows, rename));
    return isAsked(step) ? renameAskedFields(result, rename) : result;
  });
}

/** The fields of a step that people settle; the opinion is none of the record's. */
function renameAskedFields(step: JsonSchema, rename: Rename): JsonSchema {
  if (!isJsonObject(step.fields)) return step;
  let fields: JsonSchema = step.fields;
  for (const keyword of ["edit", "hide", "require"]) {
    const names: Rename = (name) =>
      keyword === "require" && name === opinionName ? name : rename(name);
    fields = changed(fields, keyword, renameList(fields[keyword], names));
  }
  return changed(step, "fields", fields);
}

/** A workflow, when an object is renamed. */
export function renameObjectInWorkflow(
  content: JsonSchema,
  models: Models,
  from: string,
  to: string,
): JsonSchema {
  const rename = renaming(from, to);
  // Behind a dynamic lookup its targets are called by their names.
  const behind = { object: "tenon:dynamic_lookup", from, to };
  const renamed = mapTexts(content, (text, place) =>
    rewritten(text, place, content, models, behind),
  );
  const started = inTrigger(renamed, (on) => {
    const about = changed(on, "record", renameValue(on.record, rename));
    return mapForm(about, (field) => renameTarget(field, rename));
  });
  return mapSteps(started, (step) => changed(step, "object", renameValue(step.object, rename)));
}

/** A workflow with the fields of the form that starts it replaced. */
export const mapFieldsOfForm = (
  content: JsonSchema,
  change: (field: JsonSchema) => JsonSchema,
): JsonSchema => inTrigger(content, (on) => mapForm(on, change));

const mapForm = (on: JsonSchema, change: (field: JsonSchema) => JsonSchema): JsonSchema =>
  isJsonObject(on.form) ? changed(on, "form", mapFields(on.form, change)) : on;

/** A workflow, when a role is renamed. */
export function renameRoleInWorkflow(content: JsonSchema, rename: Rename): JsonSchema {
  const started = inTrigger(content, (on) => changed(on, "roles", renameList(on.roles, rename)));
  const inEntry = (entry: JsonSchema) => changed(entry, "role", renameValue(entry.role, rename));
  return mapSteps(started, (step) => {
    if (isAsked(step)) return mapApprovers(step, "", inEntry);
    if (!Array.isArray(step.to)) return step;
    const to = step.to.map((entry: unknown) => (isJsonObject(entry) ? inEntry(entry) : entry));
    return changed(step, "to", to);
  });
}

function rewritten(
  text: string,
  place: TextPlace,
  content: JsonSchema,
  objects: ObjectsInScope,
  rename: { readonly object: string; readonly from: string; readonly to: string },
): string {
  if (!text.includes(rename.from)) return text;
  if (place.use === "manager") {
    const found = renameInExpression(text, managerScope(objects), { ...rename, root: "user" });
    return found.ok ? found.value : text;
  }
  const outer = workflowScope(content, objects, place.step);
  const step = objectOrEmpty(objectOrEmpty(content.steps)[place.step ?? ""]);
  const model = place.use === "filter" ? objects.get(String(step.object)) : undefined;
  const scope = model === undefined ? outer : filterScopeIn(outer, filterScope(model, objects));
  const root = model?.name ?? noObject;
  const renamed = renameInExpression(text, scope, { ...rename, root });
  return renamed.ok ? renamed.value : text;
}

const renameKeys = (entries: JsonSchema, rename: Rename): JsonSchema =>
  Object.fromEntries(Object.entries(entries).map(([name, value]) => [rename(name), value]));

const inTrigger = (content: JsonSchema, map: (on: JsonSchema) => JsonSchema): JsonSchema =>
  isJsonObject(content.on) ? changed(content, "on", map(content.on)) : content;

function mapSteps(
  content: JsonSchema,
  map: (step: JsonSchema, id: string) => JsonSchema,
): JsonSchema {
  if (!isJsonObject(content.steps)) return content;
  const steps = Object.entries(content.steps).map(
    ([id, step]) => [id, isJsonObject(step) ? map(step, id) : step] as const,
  );
  return changed(content, "steps", Object.fromEntries(steps));
}
