/** Expressions of rules of assignment with their types; apart, so that screens need not load it. */
import { compileExpression, type Expression } from "../expressions/index.ts";
import { booleanType, type ExpressionType, type Scope } from "../expressions/types.ts";
import type { Result } from "../problem.ts";
import type { ObjectModel } from "./object-model.ts";
import { filterScope, type ObjectsInScope, objectScope } from "./object-scope.ts";

/** Parts of a rule that are expressions. */
export type AssignmentPart = "when" | "open" | "among" | "field";

/** Leads to the person who may get the record. */
export const candidateName = "user";

/** An expression of a rule with its type: what checks report is what the engine runs. */
export function compileAssignment(
  text: string,
  part: AssignmentPart,
  model: ObjectModel,
  objects: ObjectsInScope,
): Result<Expression> {
  const record = objectScope(model, objects);
  if (part === "field") return compileExpression(text, record, person);
  // The database counts what is open.
  if (part === "open") return compileExpression(text, filterScope(model, objects), booleanType);
  const scope = part === "among" ? withCandidate(record, objects) : record;
  return compileExpression(text, scope, booleanType);
}

const person: ExpressionType = { kind: "record", object: "user" };

function withCandidate(record: Scope, objects: ObjectsInScope): Scope {
  const people = objects.get("user");
  if (people === undefined) return record;
  return {
    ...record,
    lookup: (name) =>
      name === candidateName
        ? { type: person, scope: () => objectScope(people, objects) }
        : record.lookup(name),
    names: () => [...new Set([...record.names(), candidateName])],
  };
}
