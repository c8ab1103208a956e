/** Expressions of a workflow with their types: what checks report is what the engine runs. */

import { typeTitle } from "../expressions/expression-problem.ts";
import { compileExpression, type Expression } from "../expressions/index.ts";
import {
  booleanType,
  datetimeType,
  type ExpressionType,
  isSeveral,
  textType,
} from "../expressions/types.ts";
import { type JsonSchema, textOrEmpty } from "../json-object.ts";
import type { ObjectModel } from "../model/object-model.ts";
import { filterScope, type ObjectsInScope } from "../model/object-scope.ts";
import { failure, problem, type Result } from "../problem.ts";
import type { TextPlace } from "./map-texts.ts";
import { stepsIn } from "./step-graph.ts";
import { filterScopeIn, managerScope, workflowScope } from "./workflow-scope.ts";

/** A workflow among the objects that it speaks of. */
export interface WorkflowSurroundings {
  readonly content: JsonSchema;
  readonly objects: ObjectsInScope;
}

/** Compiles a text at its place. */
export function compileText(
  text: string,
  place: TextPlace,
  surroundings: WorkflowSurroundings,
): Result<Expression> {
  const { content, objects } = surroundings;
  const scope = workflowScope(content, objects, place.step);
  switch (place.use) {
    case "condition":
      return compileExpression(text, scope, booleanType);
    case "filter": {
      const model = objects.get(textOrEmpty(stepsIn(content).get(place.step ?? "")?.object));
      const inner = model === undefined ? scope : filterScope(model, objects);
      return compileExpression(text, filterScopeIn(scope, inner), booleanType);
    }
    case "moment": {
      const found = compileExpression(text, scope);
      if (!found.ok || found.value.type.kind === "date" || found.value.type.kind === "datetime")
        return found;
      return compileExpression(text, scope, datetimeType);
    }
    case "record":
      return orElse(compileExpression(text, scope), ({ kind }) => kind === "record", "record");
    case "person":
      return compileExpression(text, scope, { kind: "record", object: "user" });
    case "email":
      return compileAddress(text, place, surroundings);
    case "department":
      return compileExpression(text, scope, { kind: "record", object: "department" });
    case "manager":
      return compileExpression(text, managerScope(objects), booleanType);
    case "text":
      return orElse(compileExpression(text, scope), isShown, "text");
    case "value": {
      const wanted = valueType(place, surroundings);
      if (wanted !== null) return compileExpression(text, scope, wanted);
      return orElse(compileExpression(text, scope), isShown, "text");
    }
  }
}

/** An e-mail field of a record: nothing else holds addresses that may be written to. */
function compileAddress(
  text: string,
  place: TextPlace,
  surroundings: WorkflowSurroundings,
): Result<Expression> {
  const cut = text.lastIndexOf(".");
  const holder = compileText(
    text.slice(0, Math.max(cut, 0)),
    { ...place, use: "record" },
    surroundings,
  );
  if (!holder.ok) return holder;
  const { type } = holder.value;
  const model = type.kind === "record" ? surroundings.objects.get(type.object) : undefined;
  if (model?.byName.get(text.slice(cut + 1))?.type.name !== "email")
    return failure(problem("workflow_email_expected"));
  const scope = workflowScope(surroundings.content, surroundings.objects, place.step);
  return compileExpression(text, scope, textType);
}

/** What a text or a message of JSON can hold. */
const isShown = (type: ExpressionType): boolean => !isSeveral(type) && type.kind !== "rows";

function orElse(
  found: Result<Expression>,
  fits: (type: ExpressionType) => boolean,
  expected: "record" | "text",
): Result<Expression> {
  if (!found.ok || fits(found.value.type)) return found;
  const params = { found: typeTitle(found.value.type) };
  return failure(
    problem(
      expected === "record" ? "workflow_record_expected" : "workflow_value_expected",
      "",
      params,
    ),
  );
}

/** The type of the field that a value is given to; null where it is given to another system. */
function valueType(place: TextPlace, surroundings: WorkflowSurroundings): ExpressionType | null {
  if (!isSet(place)) return null;
  const model = writtenObject(place.step ?? "", surroundings);
  const field = model?.byName.get(place.name ?? "");
  return field?.type.expressionType(field.schema) ?? null;
}

const isSet = ({ path }: TextPlace): boolean => /^\/steps\/[^/]+\/set\//.test(path);

/** The object whose records a step writes; null when that cannot be told. */
export function writtenObject(
  step: string,
  { content, objects }: WorkflowSurroundings,
): ObjectModel | null {
  const { type, object, record } = stepsIn(content).get(step) ?? {};
  if (type === "create") return objects.get(textOrEmpty(object)) ?? null;
  if (typeof record !== "string") return null;
  const place: TextPlace = { path: "", step, use: "record", name: null };
  const found = compileText(record, place, { content, objects });
  if (!found.ok || found.value.type.kind !== "record") return null;
  return objects.get(found.value.type.object) ?? null;
}

export const compiledOrThrow = (found: Result<Expression>, text: string): Expression => {
  if (!found.ok) throw new Error(`${text} does not compile: ${found.problems[0]?.code}`);
  return found.value;
};
