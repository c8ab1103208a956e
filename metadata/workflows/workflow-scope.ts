/**
 * The names that expressions of a workflow may use: `record`, `user`, `variables.name`,
 * `steps.find_it.result.total`, and inside of a loop what it calls the item of the round.
 */
import type { Binding, ExpressionType, Scope } from "../expressions/types.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty, textOrEmpty } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { type ObjectsInScope, objectScope } from "../model/object-scope.ts";
import { startRecords, startVariables } from "./form-fields.ts";
import { loopsAround, stepsIn } from "./step-graph.ts";
import { type Variable, variablesOf } from "./workflow.ts";

/** What the names of a workflow lead to where they lead to a record. */
export interface RecordName {
  readonly path: readonly string[];
  readonly model: ObjectModel;
}

/** A group of names: it has no value of its own. */
const group: ExpressionType = { kind: "composite", name: "tenon:workflow" };

const groupOf = (members: ReadonlyMap<string, Binding>): Binding => ({
  type: group,
  scope: () => scopeOf(members),
});

const scopeOf = (members: ReadonlyMap<string, Binding>): Scope => ({
  lookup: (name) => members.get(name),
  names: () => [...members.keys()],
});

/** Names that the items of loops may not have. */
export const workflowNames: readonly string[] = ["record", "user", "variables", "steps"];

export const triggerObject = (content: JsonSchema): string =>
  textOrEmpty(objectOrEmpty(content.on).record);

/** Names that lead to records, for a step; without one for the condition of the start. */
export function recordNames(
  content: JsonSchema,
  objects: ObjectsInScope,
  step: string | null,
): readonly RecordName[] {
  const found: RecordName[] = [];
  const add = (path: readonly string[], model: ObjectModel | undefined): void => {
    if (model !== undefined) found.push({ path, model });
  };
  add(["record"], objects.get(triggerObject(content)));
  add(["user"], objects.get("user"));
  if (step === null) return found;
  for (const [name, object] of startRecords(content)) add(["variables", name], objects.get(object));
  const steps = stepsIn(content);
  for (const [id, { type, object }] of steps)
    if (type === "create" || type === "find")
      add(["steps", id, "result"], objects.get(textOrEmpty(object)));
  for (const id of loopsAround(steps, step)) {
    const { as, object, rows } = steps.get(id) ?? {};
    const owner = objects.get(triggerObject(content));
    const model =
      rows === undefined
        ? objects.get(textOrEmpty(object))
        : (owner?.byName.get(textOrEmpty(rows))?.children ?? undefined);
    add([textOrEmpty(as)], model);
  }
  return found;
}

const variableType = ({ type }: Variable): ExpressionType => ({ kind: type });

const values = (variables: readonly Variable[]): ReadonlyMap<string, Binding> =>
  new Map(variables.map((variable) => [variable.name, { type: variableType(variable) }]));

/** What a step's result is, where it is not a record. */
function resultOf({ type, result }: JsonSchema): Binding | null {
  if (type === "script" || type === "http") return groupOf(values(variablesOf(result)));
  return null;
}

/** The scope of a step's expressions; without one that of the condition of the start. */
export function workflowScope(
  content: JsonSchema,
  objects: ObjectsInScope,
  step: string | null,
): Scope {
  const members = new Map<string, Binding>();
  const variables = new Map(values(startVariables(content)));
  const results = new Map<string, Map<string, Binding>>();
  const giving = (id: string): Map<string, Binding> => {
    const known = results.get(id) ?? new Map<string, Binding>();
    results.set(id, known);
    return known;
  };
  for (const { path, model } of recordNames(content, objects, step)) {
    const binding: Binding = {
      type: { kind: "record", object: model.name },
      scope: () => objectScope(model, objects),
    };
    const [first = "", id = ""] = path;
    if (path.length === 1) members.set(first, binding);
    else if (first === "variables") variables.set(id, binding);
    else giving(id).set("result", binding);
  }
  members.set("variables", groupOf(variables));
  if (step !== null) {
    for (const [id, other] of stepsIn(content)) {
      const result = resultOf(other);
      if (result !== null) giving(id).set("result", result);
      if (other.type === "find" || other.type === "loop")
        giving(id).set("count", { type: { kind: "number" } });
    }
    const named = [...results].map(([id, parts]) => [id, groupOf(parts)] as const);
    members.set("steps", groupOf(new Map(named)));
  }
  return scopeOf(members);
}

/** How far above somebody a manager is: 1 is the direct one. A field of people of this name goes first. */
export const levelName = "level";

/** The scope of a condition over one of the managers above a person. */
export function managerScope(objects: ObjectsInScope): Scope {
  const people = objects.get("user");
  const inner = people === undefined ? scopeOf(new Map()) : objectScope(people, objects);
  const level: Binding = { type: { kind: "number" } };
  return {
    lookup: (name) => inner.lookup(name) ?? (name === levelName ? level : undefined),
    names: () => [...new Set([...inner.names(), levelName])],
  };
}

/** The scope of a filter of records of `model`: its fields, and behind them the workflow's names. */
export function filterScopeIn(outer: Scope, inner: Scope): Scope {
  const isOutside = (name: string) =>
    (workflowNames.includes(name) && outer.lookup(name) !== undefined) ||
    inner.lookup(name) === undefined;
  return {
    ...inner,
    isOutside,
    lookup: (name) =>
      (workflowNames.includes(name) ? outer.lookup(name) : undefined) ??
      inner.lookup(name) ??
      outer.lookup(name),
    names: () => [...new Set([...inner.names(), ...outer.names()])],
  };
}

/** The object that a record expression of a checked document leads to. */
export const isRecordOf = (type: ExpressionType): string | null =>
  type.kind === "record" ? type.object : null;

/** Whether a value of a set is computed: `{"expression": "…"}`. */
export const expressionIn = (value: unknown): string | null =>
  isJsonObject(value) && typeof value.expression === "string" ? value.expression : null;
