/** `lifecycle` of an object by itself; its conditions are checked with the other expressions. */
import { didYouMean } from "../../expressions/expression-problem.ts";
import type { JsonSchema } from "../../fields/field-type.ts";
import { fieldTypeOf } from "../../fields/index.ts";
import { choicesOf } from "../../fields/values/choices.ts";
import { isJsonObject, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import {
  checkKeywords,
  checkTexts,
  hintAmong,
  jsonKinds,
  type KeywordKinds,
} from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const lifecycleKinds: KeywordKinds = {
  $comment: "text",
  field: "text",
  initial: "text",
  transitions: "list",
  locked: "names",
};

const transitionKinds: KeywordKinds = {
  $comment: "text",
  name: "text",
  title: "text",
  from: "names",
  to: "text",
  when: "text",
  message: "text",
  required: "names",
};

const root = "/lifecycle";

export function checkLifecycle(content: JsonSchema, report: Report): void {
  const { lifecycle } = content;
  if (isJsonObject(lifecycle)) {
    checkKeywords(lifecycle, lifecycleKinds, root, report);
    checkPresent(lifecycle, ["field", "transitions"], root, report);
    const states = checkStateField(lifecycle, content, report);
    checkState(lifecycle.initial, states, pointer(root, "initial"), report);
    checkStates(lifecycle.locked, states, pointer(root, "locked"), report);
    checkTransitions(lifecycle, content, states, report);
  }
  checkLookups(content, textsOf(objectOrEmpty(lifecycle).locked).length > 0, report);
  checkAssignments(content, report);
}

function checkPresent(
  value: JsonSchema,
  keywords: readonly string[],
  path: string,
  report: Report,
): void {
  for (const keyword of keywords) {
    if (value[keyword] === undefined) report("option_missing", pointer(path, keyword), { keyword });
  }
}

/** The states, or null when the field that holds them cannot. */
function checkStateField(
  lifecycle: JsonSchema,
  content: JsonSchema,
  report: Report,
): readonly string[] | null {
  const { field: name } = lifecycle;
  if (typeof name !== "string") return null;
  const properties = objectOrEmpty(content.properties);
  const at = pointer(root, "field");
  const isSelect = (schema: unknown) =>
    isJsonObject(schema) && fieldTypeOf(schema)?.name === "select";
  const schema = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (!isJsonObject(schema) || !isSelect(schema)) {
    const selects = Object.keys(properties).filter((key) => isSelect(properties[key]));
    report("lifecycle_field_unsuitable", at, { name, hint: hintAmong(name, selects) });
    return null;
  }
  for (const keyword of ["formula", "readOnly", "writeOnly"]) {
    if (schema[keyword] !== undefined && schema[keyword] !== false)
      report("lifecycle_field_closed", at, { name, keyword });
  }
  checkInitial(lifecycle, schema, report);
  return choicesOf(schema)?.map(({ value }) => value) ?? null;
}

/** New records begin in one state, and one place says which. */
function checkInitial(lifecycle: JsonSchema, schema: JsonSchema, report: Report): void {
  const { default: value } = schema;
  if (value === undefined || value === null) return;
  const { initial } = lifecycle;
  if (typeof value !== "string" || (typeof initial === "string" && initial !== value))
    report("lifecycle_initial_unclear", pointer(root, "initial"));
}

function checkStates(
  named: unknown,
  states: readonly string[] | null,
  path: string,
  report: Report,
): void {
  for (const [index, state] of textsOf(named).entries())
    checkState(state, states, pointer(path, index), report);
}

function checkState(
  state: unknown,
  states: readonly string[] | null,
  path: string,
  report: Report,
): void {
  if (states === null || typeof state !== "string" || states.includes(state)) return;
  report("lifecycle_state_unknown", path, { state, hint: hintAmong(state, states) });
}

function checkTransitions(
  lifecycle: JsonSchema,
  content: JsonSchema,
  states: readonly string[] | null,
  report: Report,
): void {
  const { transitions } = lifecycle;
  if (!Array.isArray(transitions)) return;
  const names = new Set<string>();
  transitions.forEach((transition: unknown, index) => {
    const at = pointer(root, "transitions", index);
    if (!isJsonObject(transition)) {
      report("keyword_wrong_type", at, { keyword: "transitions", expected: jsonKinds.object });
      return;
    }
    checkKeywords(transition, transitionKinds, at, report);
    checkTexts(transition, at, report);
    checkPresent(transition, ["name", "from", "to"], at, report);
    const { name, from, to, required } = transition;
    if (typeof name === "string") {
      checkName(name, "transition", pointer(at, "name"), report);
      if (names.has(name)) report("transition_repeated", pointer(at, "name"), { name });
      names.add(name);
    }
    if (Array.isArray(from) && from.length === 0)
      report("transition_from_empty", pointer(at, "from"));
    checkStates(from, states, pointer(at, "from"), report);
    checkState(to, states, pointer(at, "to"), report);
    checkRequiredFields(textsOf(required), content, pointer(at, "required"), report);
  });
}

function checkRequiredFields(
  names: readonly string[],
  content: JsonSchema,
  path: string,
  report: Report,
): void {
  const known = Object.keys(objectOrEmpty(content.properties));
  names.forEach((name, index) => {
    if (known.includes(name)) return;
    const hint = didYouMean(name, known);
    report("transition_requires_unknown", pointer(path, index), { name, hint });
  });
}

/**
 * What empties or removes rows behind the back of a locked record is refused: lookups that follow
 * the deletion of what they point to. Records with numbers without gaps may change, not go.
 */
function checkLookups(content: JsonSchema, locked: boolean, report: Report): void {
  const numbered = Object.values(objectOrEmpty(content.properties)).some(
    (schema) => isJsonObject(schema) && schema.gapless === true,
  );
  const visit = (rows: JsonSchema, path: string, own: boolean): void => {
    for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
      if (!isJsonObject(schema)) continue;
      const at = pointer(path, "properties", name);
      const items = objectOrEmpty(schema.items);
      if (isJsonObject(items.properties)) visit(items, pointer(at, "items"), false);
      const linked = items.target !== undefined;
      const chosen = linked ? (items.on_delete ?? "clear") : schema.on_delete;
      const place = pointer(at, ...(linked ? ["items"] : []), "on_delete");
      if (locked && (chosen === "clear" || chosen === "cascade")) {
        report("lifecycle_lookup_follows", place, { name });
      } else if (numbered && own && !linked && chosen === "cascade") {
        report("number_lookup_follows", place, { name });
      }
    }
  };
  if (locked || numbered) visit(content, "", true);
}

/** `assign_on` of auto-numbers names a transition. */
function checkAssignments(content: JsonSchema, report: Report): void {
  const { transitions } = objectOrEmpty(content.lifecycle);
  const names = (Array.isArray(transitions) ? transitions : []).flatMap((transition: unknown) => {
    const { name } = objectOrEmpty(transition);
    return typeof name === "string" ? [name] : [];
  });
  for (const [field, schema] of Object.entries(objectOrEmpty(content.properties))) {
    const { assign_on: name } = objectOrEmpty(schema);
    if (typeof name !== "string" || names.includes(name)) continue;
    const at = pointer("/properties", field, "assign_on");
    report("assign_on_unknown", at, { name, hint: hintAmong(name, names) });
  }
}
