/** `assign` of an object: the shape of its rules, the roles they name, their expressions. */
import { isBuiltInRole } from "../../access/built-in-roles.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../../json-object.ts";
import { choices, receiverKinds } from "../../model/assignment.ts";
import { type AssignmentPart, compileAssignment } from "../../model/compile-assignment.ts";
import type { ObjectModel } from "../../model/object-model.ts";
import type { ObjectsInScope } from "../../model/object-scope.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import type { Report } from "./report.ts";

const ruleKinds: KeywordKinds = { $comment: "text", when: "text", to: "object" };
const receiverKeywords: KeywordKinds = {
  role: "text",
  team: "text",
  department: "text",
  users: "names",
  field: "text",
};
const toKinds: KeywordKinds = {
  $comment: "text",
  ...receiverKeywords,
  by: "text",
  open: "text",
  among: "text",
};

/** What is wrong with it whatever the other documents say. */
export function checkAssignment({ assign }: JsonSchema, report: Report): void {
  if (!Array.isArray(assign)) return;
  assign.forEach((rule: unknown, index) => {
    const at = pointer("/assign", index);
    if (!isJsonObject(rule)) {
      report("assign_rule_invalid", at);
      return;
    }
    checkKeywords(rule, ruleKinds, at, report);
    if (rule.to === undefined) report("option_missing", pointer(at, "to"), { keyword: "to" });
    if (isJsonObject(rule.to)) checkReceivers(rule.to, pointer(at, "to"), report);
  });
}

function checkReceivers(to: JsonSchema, at: string, report: Report): void {
  checkKeywords(to, toKinds, at, report);
  const named = receiverKinds.filter((keyword) => to[keyword] !== undefined);
  if (named.length !== 1) report("assign_to_unclear", at, { keywords: receiverKinds });
  const { by, open } = to;
  if (typeof by === "string" && !choices.some((word) => word === by))
    report("option_unknown", pointer(at, "by"), { keyword: "by", allowed: choices });
  if (named.includes("field")) {
    for (const keyword of ["by", "open", "among"])
      if (to[keyword] !== undefined)
        report("assign_nothing_to_choose", pointer(at, keyword), { keyword });
  } else if (by === "fewest_open" && open === undefined)
    report("assign_open_missing", pointer(at, "open"));
  else if (by !== "fewest_open" && open !== undefined)
    report("assign_open_useless", pointer(at, "open"));
}

/** Each expression of the rules with its place, for checks and renames. */
export function assignmentTexts(content: JsonSchema): readonly {
  readonly text: string;
  readonly part: AssignmentPart;
  readonly path: string;
}[] {
  const rules: readonly unknown[] = Array.isArray(content.assign) ? content.assign : [];
  return rules.flatMap((rule, index) => {
    const { when, to } = objectOrEmpty(rule);
    const at = pointer("/assign", index);
    const written = (["open", "among", "field"] as const).map(
      (part) => [objectOrEmpty(to)[part], part, pointer(at, "to", part)] as const,
    );
    return [[when, "when", pointer(at, "when")] as const, ...written].flatMap(
      ([text, part, path]) => (typeof text === "string" ? [{ text, part, path }] : []),
    );
  });
}

/** The roles that are named are there. */
export function checkAssignmentRoles(
  { assign }: JsonSchema,
  roles: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  (Array.isArray(assign) ? assign : []).forEach((rule: unknown, index) => {
    const { role } = objectOrEmpty(objectOrEmpty(rule).to);
    if (typeof role !== "string" || roles.has(role) || isBuiltInRole(role)) return;
    const hint = hintAmong(role, [...roles.keys()]);
    report("role_unknown", pointer("/assign", index, "to", "role"), { name: role, hint });
  });
}

/** What the expressions of the rules are not. `unsound` names that are mistaken themselves. */
export function checkAssignmentTexts(
  model: ObjectModel,
  objects: ObjectsInScope,
  unsound: ReadonlySet<string>,
  report: Report,
): void {
  for (const { text, part, path } of assignmentTexts(model.document)) {
    const words: readonly string[] = text.match(/\w+/g) ?? [];
    if (words.some((word) => unsound.has(word))) continue;
    const found = compileAssignment(text, part, model, objects);
    if (!found.ok) for (const { code, params } of found.problems) report(code, path, params);
  }
}
