/** Who is to own new records of an object, as its document says it. */
import { compileExpression, type Expression } from "../expressions/index.ts";
import { booleanType, type ExpressionType, type Scope } from "../expressions/types.ts";
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";
import type { Result } from "../problem.ts";
import type { ObjectModel } from "./object-model.ts";
import { filterScope, type ObjectsInScope, objectScope } from "./object-scope.ts";

/** Ways to say among whom is chosen; a rule has exactly one. */
export const receiverKinds = ["role", "team", "department", "users", "field"] as const;
export type ReceiverKind = (typeof receiverKinds)[number];

/** How one of several is chosen: each in turn, or who has the fewest open records. */
export const choices = ["round_robin", "fewest_open"] as const;
export type Choice = (typeof choices)[number];

export interface AssignmentRule {
  /** The records it is for; null: all. */
  readonly when: string | null;
  readonly kind: ReceiverKind;
  /** Name of the role, team or department, addresses of people, or an expression that leads to one. */
  readonly receivers: readonly string[];
  readonly by: Choice;
  /** Which records count as open; null where nobody counts them. */
  readonly open: string | null;
  /** Of these people those for whom it holds; `user` is the person. Null: all. */
  readonly among: string | null;
}

export const assignmentIn = (document: JsonSchema): readonly AssignmentRule[] =>
  (Array.isArray(document.assign) ? document.assign : []).flatMap((rule: unknown) =>
    isJsonObject(rule) ? assignmentRule(rule, objectOrEmpty(rule.to)) : [],
  );

function assignmentRule(rule: JsonSchema, to: JsonSchema): readonly AssignmentRule[] {
  const kind = receiverKinds.find((keyword) => to[keyword] !== undefined);
  if (kind === undefined) return [];
  const receivers = kind === "users" ? textsOf(to.users) : [textOrEmpty(to[kind])];
  return [
    {
      when: textOrEmpty(rule.when) || null,
      kind,
      receivers,
      by: to.by === "fewest_open" ? "fewest_open" : "round_robin",
      open: textOrEmpty(to.open) || null,
      among: textOrEmpty(to.among) || null,
    },
  ];
}

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
