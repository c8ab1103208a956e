/** What a script says about objects, their fields and transitions, and about roles. */
import { isBuiltInRole } from "../../access/built-in-roles.ts";
import { compileExpression } from "../../expressions/index.ts";
import { booleanType } from "../../expressions/types.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import type { ObjectModel } from "../../model/object-model.ts";
import { objectScope } from "../../model/object-scope.ts";
import { pointer } from "../../problem.ts";
import type { GrantedObjects } from "./check-access.ts";
import { hintAmong } from "./check-keywords.ts";
import { checkTargets } from "./check-relations.ts";
import { checkCalendarName } from "./check-schedule.ts";
import type { Report } from "./report.ts";

export interface ScriptUses extends GrantedObjects {
  readonly calendars: ReadonlyMap<string, JsonSchema>;
}

export function checkScriptReferences(
  content: JsonSchema,
  known: ScriptUses,
  report: Report,
): void {
  const { calendar } = objectOrEmpty(content.schedule);
  checkCalendarName(calendar, known.calendars, "/schedule/calendar", report);
  for (const keyword of ["trigger", "action", "import"]) {
    const start = content[keyword];
    if (!isJsonObject(start)) continue;
    const model = objectAt(start, pointer("", keyword), known, report);
    if (model === undefined) continue;
    if (keyword === "trigger") checkTrigger(start, model, known, report);
    checkCondition(start, model, known, pointer("", keyword, "when"), report);
  }
  for (const keyword of ["action", "job", "endpoint"]) {
    const start = objectOrEmpty(content[keyword]);
    checkRoleNames(start.roles, known, pointer("", keyword, "roles"), report);
    for (const fields of ["input", "output"]) {
      const schema = start[fields];
      if (!isJsonObject(schema)) continue;
      const at = pointer("", keyword, fields);
      checkTargets(schema, known.names, (code, path, params) => report(code, at + path, params));
    }
  }
}

function objectAt(
  start: JsonSchema,
  path: string,
  { names, models }: GrantedObjects,
  report: Report,
): ObjectModel | undefined {
  const { object: name } = start;
  if (typeof name !== "string") return undefined;
  if (!names.has(name)) {
    const hint = hintAmong(name, [...names]);
    report("script_object_unknown", pointer(path, "object"), { name, hint });
  }
  return models.get(name);
}

function checkTrigger(
  trigger: JsonSchema,
  model: ObjectModel,
  { unsound }: GrantedObjects,
  report: Report,
): void {
  const fields = [...model.fields.map(({ name }) => name), "owner"];
  for (const [index, name] of textsOf(trigger.fields).entries()) {
    if (fields.includes(name) || unsound.has(name)) continue;
    const params = { name, object: model.name, hint: hintAmong(name, fields) };
    report("script_field_unknown", pointer("/trigger/fields", index), params);
  }
  const steps = model.lifecycle?.transitions.map(({ name }) => name) ?? [];
  for (const [index, name] of textsOf(trigger.transitions).entries()) {
    if (steps.includes(name)) continue;
    const params = { name, object: model.name, hint: hintAmong(name, steps) };
    if (model.lifecycle !== null)
      report("script_transition_unknown", pointer("/trigger/transitions", index), params);
  }
  if (model.lifecycle !== null) return;
  for (const moment of ["before", "after"]) {
    const index = textsOf(trigger[moment]).indexOf("transition");
    if (index >= 0) {
      const params = { object: model.name };
      report("script_without_lifecycle", pointer("/trigger", moment, index), params);
      return;
    }
  }
}

function checkCondition(
  start: JsonSchema,
  model: ObjectModel,
  { models, unsound }: GrantedObjects,
  path: string,
  report: Report,
): void {
  if (typeof start.when !== "string") return;
  const words: readonly string[] = start.when.match(/\w+/g) ?? [];
  if (words.some((word) => unsound.has(word))) return;
  const checked = compileExpression(start.when, objectScope(model, models), booleanType);
  if (checked.ok) return;
  for (const { code, params } of checked.problems) report(code, path, params);
}

function checkRoleNames(
  value: unknown,
  { roles }: GrantedObjects,
  path: string,
  report: Report,
): void {
  for (const [index, name] of textsOf(value).entries()) {
    if (roles.has(name) || isBuiltInRole(name)) continue;
    const hint = hintAmong(name, [...roles.keys()]);
    report("role_unknown", pointer(path, index), { name, hint });
  }
}
