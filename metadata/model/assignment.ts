/** Who is to own new records of an object, as its document says it. */
import {
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";

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
