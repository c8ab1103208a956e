/** What a workflow says about objects, fields, roles and other workflows; its expressions. */
import { isBuiltInRole } from "../../access/built-in-roles.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import type { FieldModel, ObjectModel } from "../../model/object-model.ts";
import type { ObjectsInScope } from "../../model/object-scope.ts";
import { pointer } from "../../problem.ts";
import { valueProblems } from "../../validate/validate-value.ts";
import { opinionName } from "../../workflows/approval.ts";
import { compileText, writtenObject } from "../../workflows/compile-text.ts";
import { approverEntries, mapTexts } from "../../workflows/map-texts.ts";
import { memberField } from "../../workflows/member-field.ts";
import { stepsIn } from "../../workflows/step-graph.ts";
import { isAsked } from "../../workflows/step-types.ts";
import { expressionIn, triggerObject } from "../../workflows/workflow-scope.ts";
import { takesValues } from "./check-field.ts";
import { hintAmong } from "./check-keywords.ts";
import { checkCalendarName } from "./check-schedule.ts";
import type { Report } from "./report.ts";

/** What workflows speak of. */
export interface WorkflowUses {
  /** Names of all object documents, sound or not. */
  readonly names: ReadonlySet<string>;
  /** The sound ones. */
  readonly models: ObjectsInScope;
  /** Names of fields that had to be left out: nobody is told that they are unknown. */
  readonly unsound: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, JsonSchema>;
  readonly workflows: ReadonlyMap<string, JsonSchema>;
  readonly calendars: ReadonlyMap<string, JsonSchema>;
  readonly scripts: ReadonlyMap<string, unknown>;
}

/** What is wrong with a workflow that is sound by itself. */
export function checkWorkflowReferences(
  content: JsonSchema,
  uses: WorkflowUses,
  report: Report,
): void {
  const on = objectOrEmpty(content.on);
  const model = objectNamed(on.record, "/on/record", uses, report);
  if (model !== null) {
    for (const [index, name] of textsOf(on.changed).entries())
      fieldNamed(name, model, uses, pointer("/on/changed", index), report);
    checkTransition(on.name, model, "/on/name", report);
  }
  for (const [index, name] of textsOf(on.roles).entries())
    checkRole(name, uses, pointer("/on/roles", index), report);
  const fields = objectOrEmpty(objectOrEmpty(on.form).properties);
  for (const [name, field] of Object.entries(fields)) {
    const at = pointer("/on/form/properties", name, "target");
    objectNamed(objectOrEmpty(field).target, at, uses, report);
  }
  checkCalendarName(on.calendar, uses.calendars, "/on/calendar", report);
  checkCalendarName(content.calendar, uses.calendars, "/calendar", report);
  for (const [id, step] of stepsIn(content)) checkStep(id, step, content, uses, report);
  checkTexts(content, uses, report);
}

function checkStep(
  id: string,
  step: JsonSchema,
  content: JsonSchema,
  uses: WorkflowUses,
  report: Report,
): void {
  const at = pointer("/steps", id);
  const found = objectNamed(step.object, pointer(at, "object"), uses, report);
  if (found !== null)
    for (const [index, key] of textsOf(step.sort).entries())
      fieldNamed(key.replace(/^-/, ""), found, uses, pointer(at, "sort", index), report);
  if (typeof step.rows === "string")
    checkRows(step.rows, content, uses, pointer(at, "rows"), report);
  const written = writtenObject(id, { content, objects: uses.models });
  if (written !== null) {
    checkSet(objectOrEmpty(step.set), written, uses, pointer(at, "set"), report);
    checkTransition(step.transition, written, pointer(at, "transition"), report);
  }
  if (Array.isArray(step.to))
    step.to.forEach((entry: unknown, index) => {
      if (isJsonObject(entry) && typeof entry.role === "string")
        checkRole(entry.role, uses, pointer(at, "to", index, "role"), report);
    });
  if (isAsked(step)) checkAskedReferences(step, at, content, uses, report);
  if (typeof step.workflow === "string")
    checkSubflow(step.workflow, uses, pointer(at, "workflow"), report);
}

/** What a step that people settle says of roles and fields. */
function checkAskedReferences(
  step: JsonSchema,
  at: string,
  content: JsonSchema,
  uses: WorkflowUses,
  report: Report,
): void {
  for (const { entry, path } of approverEntries(step, at)) {
    if (typeof entry.role === "string") checkRole(entry.role, uses, pointer(path, "role"), report);
    if (typeof entry.script === "string" && !uses.scripts.has(entry.script))
      report("script_unknown", pointer(path, "script"), { name: entry.script });
    if (typeof entry.within === "string")
      checkWithin(entry.within, { path: pointer(path, "within"), at }, content, uses, report);
  }
  const model = uses.models.get(triggerObject(content));
  if (model === undefined) return;
  for (const [keyword, names] of Object.entries(objectOrEmpty(step.fields)))
    for (const [index, name] of textsOf(names).entries()) {
      const place = pointer(at, "fields", keyword, index);
      if (keyword === "require" && name === opinionName) continue;
      const field = fieldNamed(name, model, uses, place, report);
      if (keyword === "edit" && field !== null && (field.readOnly || field.system))
        report("workflow_field_not_set", place, { name, type: field.type.title });
    }
}

/** People belong to the record of a role's `within` by one of their own fields. */
function checkWithin(
  text: string,
  { path, at }: { readonly path: string; readonly at: string },
  content: JsonSchema,
  { models }: WorkflowUses,
  report: Report,
): void {
  const step = at.split("/")[2] ?? "";
  const place = { path, step, use: "record", name: null } as const;
  const found = compileText(text, place, { content, objects: models });
  if (!found.ok || found.value.type.kind !== "record") return;
  const { object } = found.value.type;
  if (memberField(models, object) === null) report("approval_within_unmatched", path, { object });
}

/** The sound object of a name; null when there is none, which is reported. */
function objectNamed(
  name: unknown,
  path: string,
  { names, models }: WorkflowUses,
  report: Report,
): ObjectModel | null {
  if (typeof name !== "string") return null;
  const model = models.get(name);
  if (model === undefined && !names.has(name))
    report("workflow_object_unknown", path, { name, hint: hintAmong(name, [...names]) });
  return model ?? null;
}

function fieldNamed(
  name: string,
  model: ObjectModel,
  { unsound }: WorkflowUses,
  path: string,
  report: Report,
): FieldModel | null {
  const field = model.byName.get(name);
  if (field === undefined && !unsound.has(name)) {
    const hint = hintAmong(name, [...model.byName.keys()]);
    report("workflow_field_unknown", path, { name, object: model.name, hint });
  }
  return field ?? null;
}

function checkTransition(name: unknown, model: ObjectModel, path: string, report: Report): void {
  if (typeof name !== "string") return;
  const known = model.lifecycle?.transitions.map((transition) => transition.name) ?? [];
  if (!known.includes(name))
    report("workflow_transition_unknown", path, {
      name,
      object: model.name,
      hint: hintAmong(name, known),
    });
}

function checkRole(name: string, { roles }: WorkflowUses, path: string, report: Report): void {
  if (!roles.has(name) && !isBuiltInRole(name))
    report("role_unknown", path, { name, hint: hintAmong(name, [...roles.keys()]) });
}

function checkRows(
  name: string,
  content: JsonSchema,
  uses: WorkflowUses,
  path: string,
  report: Report,
): void {
  const model = uses.models.get(String(objectOrEmpty(content.on).record));
  const field = model === undefined ? null : fieldNamed(name, model, uses, path, report);
  if (
    model === undefined
      ? !uses.names.has(String(objectOrEmpty(content.on).record))
      : field?.children === null
  )
    report("workflow_rows_expected", path, { name });
}

function checkSet(
  set: JsonSchema,
  model: ObjectModel,
  uses: WorkflowUses,
  path: string,
  report: Report,
): void {
  for (const [name, value] of Object.entries(set)) {
    const at = pointer(path, name);
    const field = fieldNamed(name, model, uses, at, report);
    if (field === null) continue;
    const { type, schema } = field;
    const computed = expressionIn(value) !== null;
    const given = field.readOnly || field.system || field.children !== null;
    const expressible = type.storage === "column" && type.expressionType(schema) !== null;
    if (given || (computed && !expressible))
      report("workflow_field_not_set", at, { name, type: type.title });
    else if (!computed && value !== null && takesValues(schema, type))
      for (const item of valueProblems(schema, type, value))
        report(item.code, at + item.path, item.params);
  }
}

function checkSubflow(
  name: string,
  { workflows }: WorkflowUses,
  path: string,
  report: Report,
): void {
  const known = [...workflows].filter(([, { on }]) => {
    const { event } = objectOrEmpty(on);
    return event === "subflow";
  });
  if (!known.some(([workflow]) => workflow === name)) {
    const names = known.map(([workflow]) => workflow);
    report("workflow_subflow_unknown", path, { name, hint: hintAmong(name, names) });
  }
}

/** Expressions that speak of names which are mistaken themselves are left until those are mended. */
function checkTexts(content: JsonSchema, { models, unsound }: WorkflowUses, report: Report): void {
  mapTexts(content, (text, place) => {
    const words: readonly string[] = text.match(/\w+/g) ?? [];
    if (words.some((word) => unsound.has(word))) return text;
    const found = compileText(text, place, { content, objects: models });
    if (!found.ok) for (const { code, params } of found.problems) report(code, place.path, params);
    return text;
  });
}
