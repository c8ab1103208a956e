/** The schemas of the documents that say who may do what: roles and sharing rules. */
import {
  administrationRights,
  delegationScopes,
  fieldLevels,
  objectActions,
  recordVerbs,
  scopeWords,
} from "../access/role.ts";
import type { JsonSchema } from "../fields/field-type.ts";
import { additions, description, dialect, name, names, title } from "./schema-parts.ts";

const when = {
  type: "string",
  description: "An expression over the record and `user`, who asks.",
} as const;

const condition = {
  type: "object",
  required: ["when"],
  properties: { when },
  ...additions,
} as const;

const scope = {
  description:
    "Which records: true for all, own, department, department_and_below, team, a condition, or a list of these.",
  anyOf: [
    { type: "boolean" },
    { enum: scopeWords },
    condition,
    { type: "array", items: { anyOf: [{ enum: scopeWords }, condition] } },
  ],
} as const;

const levels = {
  type: "object",
  description: 'By name of the field, "lines.price" for child rows, "*" for the rest.',
  additionalProperties: { enum: fieldLevels },
} as const;

const someOf = (text: string) => ({
  description: text,
  anyOf: [{ type: "boolean" }, { type: "array", items: { type: "string" } }],
});

const scopes = Object.fromEntries(recordVerbs.map((verb) => [verb, scope]));
const actions = Object.fromEntries(
  objectActions.map((action) => [action, { type: "boolean", description: `May ${action}.` }]),
);

export const roleSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "RoleDocument",
  description: "What people of this role may see and do; what it does not grant is not there.",
  type: "object",
  required: ["name"],
  properties: {
    $schema: { type: "string" },
    id: { type: "string", description: "Stable id, given by the engine." },
    name,
    title,
    description,
    includes: names("Names of roles whose grants this one has, too."),
    administration: {
      type: "array",
      description: "What may be administered.",
      items: { enum: administrationRights },
    },
    administers: {
      type: "object",
      description: "Looks after the people of the own department, or of those below it, too.",
      required: ["users"],
      properties: {
        users: { enum: delegationScopes },
        gives: names(
          "Roles that these people may be given; who has another one is left to others.",
        ),
      },
      ...additions,
    },
    with_reports: {
      type: "boolean",
      description: "Own, department and team count for the people one manages as for oneself.",
    },
    objects: {
      type: "object",
      description: 'Grants by name of the object; "*" for every object without an entry.',
      additionalProperties: {
        type: "object",
        properties: {
          ...scopes,
          ...actions,
          transitions: someOf("Steps of the lifecycle: true for all, or their names."),
          reveal: someOf("Secret fields whose clear text may be asked for."),
          fields: levels,
        },
        ...additions,
      },
    },
    restrictions: {
      type: "object",
      description: "What no role grants to people of this one; wins over every grant.",
      additionalProperties: {
        type: "object",
        properties: { ...scopes, ...actions, fields: levels },
        ...additions,
      },
    },
  },
  ...additions,
});

export const sharingRuleSchema = (): JsonSchema => ({
  $schema: dialect,
  title: "SharingRuleDocument",
  description: "Records that people see, or change, beyond the scope of their roles.",
  type: "object",
  required: ["name", "object", "when"],
  properties: {
    $schema: { type: "string" },
    name,
    title,
    description,
    object: { type: "string", description: "Name of the object." },
    when,
    roles: names("Roles it is for; everybody who may use the object without it."),
    access: { enum: ["read", "update"], description: "read without it." },
  },
  ...additions,
});
