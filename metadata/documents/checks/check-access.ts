/** Roles and sharing rules: their shape, and that every name in them leads somewhere. */

import { builtInRoles, isBuiltInRole } from "../../access/built-in-roles.ts";
import { permissionScope } from "../../access/permission-scope.ts";
import { isDelegable, rolesWithIncluded } from "../../access/permissions.ts";
import {
  administrationRights,
  delegationScopes,
  everyName,
  fieldLevels,
  objectActions,
  type Role,
  recordVerbs,
  resolveRole,
  scopeWords,
} from "../../access/role.ts";
import { compileExpression } from "../../expressions/index.ts";
import { booleanType } from "../../expressions/types.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import type { FieldModel, ObjectModel } from "../../model/object-model.ts";
import type { ObjectsInScope } from "../../model/object-scope.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, checkTexts, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const named: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  description: "text",
};
const roleKinds: KeywordKinds = {
  ...named,
  id: "text",
  includes: "names",
  administration: "names",
  administers: "object",
  with_reports: "boolean",
  objects: "object",
  restrictions: "object",
};
const sharingKinds: KeywordKinds = {
  ...named,
  object: "text",
  when: "text",
  roles: "names",
  access: "text",
};
const delegationKinds: KeywordKinds = { $comment: "text", users: "text", gives: "names" };
const scopeKinds = Object.fromEntries(recordVerbs.map((verb) => [verb, "any"] as const));
const actionKinds = Object.fromEntries(objectActions.map((name) => [name, "boolean"] as const));
const restrictionKinds: KeywordKinds = {
  $comment: "text",
  ...scopeKinds,
  ...actionKinds,
  fields: "object",
};
const grantKinds: KeywordKinds = { ...restrictionKinds, transitions: "any", reveal: "any" };

/** What is wrong with a role whatever the objects are. */
export function checkRole(content: JsonSchema, report: Report): void {
  checkKeywords(content, roleKinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") {
    checkName(content.name, "screen", "/name", report);
    if (isBuiltInRole(content.name)) report("role_name_built_in", "/name", { name: content.name });
  }
  for (const [index, value] of textsOf(content.administration).entries())
    checkWord(value, administrationRights, pointer("/administration", index), report);
  if (isJsonObject(content.administers)) checkDelegation(content.administers, report);
  checkEntries(content.objects, "/objects", grantKinds, report);
  checkEntries(content.restrictions, "/restrictions", restrictionKinds, report);
}

/** What is wrong with a sharing rule whatever the objects are. */
export function checkSharingRule(content: JsonSchema, report: Report): void {
  checkKeywords(content, sharingKinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "screen", "/name", report);
  for (const keyword of ["object", "when"])
    if (content[keyword] === undefined) report("option_missing", `/${keyword}`, { keyword });
  if (typeof content.access === "string")
    checkWord(content.access, ["read", "update"], "/access", report);
}

function checkDelegation(delegation: JsonSchema, report: Report): void {
  checkKeywords(delegation, delegationKinds, "/administers", report);
  const { users } = delegation;
  if (users === undefined) report("option_missing", "/administers/users", { keyword: "users" });
  if (typeof users === "string") checkWord(users, delegationScopes, "/administers/users", report);
}

function checkWord(value: string, known: readonly string[], path: string, report: Report): void {
  if (!known.includes(value)) report("role_value_unknown", path, { value, known });
}

function checkEntries(value: unknown, path: string, kinds: KeywordKinds, report: Report): void {
  for (const [name, entry] of Object.entries(objectOrEmpty(value))) {
    const at = pointer(path, name);
    if (!isJsonObject(entry)) {
      report("keyword_wrong_type", at, {
        keyword: name,
        expected: { en: "an object", "zh-CN": "对象" },
      });
      continue;
    }
    checkKeywords(entry, kinds, at, report);
    for (const verb of recordVerbs)
      if (!isScope(entry[verb])) report("role_scope_invalid", pointer(at, verb));
    for (const keyword of ["transitions", "reveal"]) {
      const given = entry[keyword];
      const isSound = given === undefined || typeof given === "boolean" || isTexts(given);
      if (!isSound)
        report("keyword_wrong_type", pointer(at, keyword), {
          keyword,
          expected: { en: "true or a list of names", "zh-CN": " true 或名称列表" },
        });
    }
    for (const [field, level] of Object.entries(objectOrEmpty(entry.fields)))
      checkWord(String(level), fieldLevels, pointer(at, "fields", field), report);
  }
}

const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((entry) => typeof entry === "string");

function isScope(value: unknown): boolean {
  if (value === undefined || typeof value === "boolean") return true;
  if (Array.isArray(value))
    return (
      value.length > 0 &&
      value.every((entry) => isScope(entry) && typeof entry !== "boolean" && !Array.isArray(entry))
    );
  if (isJsonObject(value)) return typeof value.when === "string" && Object.keys(value).length === 1;
  return scopeWords.some((word) => word === value);
}

/** The objects and roles that roles and sharing rules speak of. */
export interface GrantedObjects {
  /** Names of all objects, sound or not. */
  readonly names: ReadonlySet<string>;
  /** The sound ones. */
  readonly models: ObjectsInScope;
  /** Names of fields that had to be left out: nobody is told that they are unknown. */
  readonly unsound: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, JsonSchema>;
}

/** What a role says about objects, their fields and other roles. */
export function checkRoleReferences(
  content: JsonSchema,
  known: GrantedObjects,
  report: Report,
): void {
  for (const [index, name] of textsOf(content.includes).entries())
    checkRoleName(name, known, pointer("/includes", index), report);
  checkGiven(content, known, report);
  const ring = ringFrom(String(content.name), known.roles);
  if (ring !== null) report("role_ring", "/includes", { ring });
  for (const keyword of ["objects", "restrictions"]) {
    for (const [name, entry] of Object.entries(objectOrEmpty(content[keyword]))) {
      const at = pointer("", keyword, name);
      if (!isJsonObject(entry)) continue;
      if (name !== everyName && !known.names.has(name)) {
        report("role_object_unknown", at, { name, hint: hintAmong(name, [...known.names]) });
      }
      const model = known.models.get(name);
      if (model !== undefined) checkGrant(entry, model, known, at, report);
    }
  }
}

/** What a sharing rule says about its object and roles. */
export function checkSharingReferences(
  content: JsonSchema,
  known: GrantedObjects,
  report: Report,
): void {
  for (const [index, name] of textsOf(content.roles).entries())
    checkRoleName(name, known, pointer("/roles", index), report);
  const { object, when } = content;
  if (typeof object !== "string") return;
  if (!known.names.has(object))
    report("role_object_unknown", "/object", {
      name: object,
      hint: hintAmong(object, [...known.names]),
    });
  const model = known.models.get(object);
  if (model !== undefined && typeof when === "string")
    checkCondition(when, model, known, "/when", report);
}

/** Roles given by delegation exist and lead to nothing that the delegation itself does not name. */
function checkGiven(content: JsonSchema, known: GrantedObjects, report: Report): void {
  const given = textsOf(objectOrEmpty(content.administers).gives);
  for (const [index, name] of given.entries()) {
    const path = pointer("/administers/gives", index);
    checkRoleName(name, known, path, report);
    if (!isGivable(name, given, known.roles)) report("role_not_givable", path, { name });
  }
}

/** Roles as values, for what is asked of them together with those that they include. */
const withIncluded = (name: string, roles: GrantedObjects["roles"]): readonly Role[] =>
  rolesWithIncluded(
    [name],
    new Map([
      ...[...roles].map(([known, content]) => [known, resolveRole(content)] as const),
      ...builtInRoles,
    ]),
  );

const isGivable = (
  name: string,
  given: readonly string[],
  roles: GrantedObjects["roles"],
): boolean => withIncluded(name, roles).every((role) => isDelegable(role, given));

function checkRoleName(
  name: string,
  { roles }: GrantedObjects,
  path: string,
  report: Report,
): void {
  if (!roles.has(name) && !isBuiltInRole(name))
    report("role_unknown", path, { name, hint: hintAmong(name, [...roles.keys()]) });
}

/** The roles on the way from a role back to itself; null when there is none. */
function ringFrom(name: string, roles: ReadonlyMap<string, JsonSchema>): readonly string[] | null {
  const search = (at: string, way: readonly string[]): readonly string[] | null => {
    for (const next of textsOf(roles.get(at)?.includes)) {
      if (next === name) return [...way, next];
      if (way.includes(next)) continue;
      const found = search(next, [...way, next]);
      if (found !== null) return found;
    }
    return null;
  };
  return search(name, [name]);
}

function checkGrant(
  entry: JsonSchema,
  model: ObjectModel,
  known: GrantedObjects,
  path: string,
  report: Report,
): void {
  for (const verb of recordVerbs) {
    const scopes: readonly unknown[] = Array.isArray(entry[verb]) ? entry[verb] : [entry[verb]];
    for (const [index, scope] of scopes.entries()) {
      if (!isJsonObject(scope) || typeof scope.when !== "string") continue;
      const place = Array.isArray(entry[verb]) ? [verb, index] : [verb];
      checkCondition(scope.when, model, known, pointer(path, ...place, "when"), report);
    }
  }
  for (const name of Object.keys(objectOrEmpty(entry.fields))) {
    if (name !== everyName)
      checkFieldPath(name, model, known, pointer(path, "fields", name), report);
  }
  for (const [index, name] of textsOf(entry.reveal).entries())
    checkFieldPath(name, model, known, pointer(path, "reveal", index), report);
  const steps = model.lifecycle?.transitions.map(({ name }) => name) ?? [];
  textsOf(entry.transitions).forEach((name, index) => {
    if (!steps.includes(name))
      report("role_transition_unknown", pointer(path, "transitions", index), {
        name,
        object: model.name,
        hint: hintAmong(name, steps),
      });
  });
}

function checkFieldPath(
  name: string,
  model: ObjectModel,
  { unsound }: GrantedObjects,
  path: string,
  report: Report,
): void {
  let rows: ObjectModel | null = model;
  for (const part of name.split(".")) {
    const field: FieldModel | undefined = rows?.byName.get(part);
    if (field === undefined || field.armOf !== null) {
      const hint = hintAmong(part, rows?.fields.map((each) => each.name) ?? []);
      if (!unsound.has(part))
        report("role_field_unknown", path, { name, object: model.name, hint });
      return;
    }
    rows = field.children;
  }
}

function checkCondition(
  text: string,
  model: ObjectModel,
  { models, unsound }: GrantedObjects,
  path: string,
  report: Report,
): void {
  const words: readonly string[] = text.match(/\w+/g) ?? [];
  if (words.some((word) => unsound.has(word))) return;
  const checked = compileExpression(text, permissionScope(model, models), booleanType);
  if (checked.ok) return;
  for (const { code, params } of checked.problems) report(code, path, params);
}
