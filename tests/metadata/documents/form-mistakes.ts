/** Mistakes in forms that start workflows. */
import type { Case, Json } from "./mistake.ts";

const form = (on: Json, more: Json = {}): Case[1] => {
  const whole = {
    event: "form",
    roles: ["member"],
    form: { properties: { a: { type: "string" } } },
  };
  const written = Object.entries({ ...whole, ...on }).filter(([, value]) => value !== null);
  const content = {
    name: "flow",
    on: Object.fromEntries(written),
    start: "first",
    steps: { first: { type: "wait", for: "1 day" } },
    ...more,
  };
  const thing = { name: "thing", properties: { a: { type: "string" } } };
  return [
    { kind: "object", name: "thing", content: thing },
    { kind: "workflow", name: "flow", content },
  ];
};
const asking = (field: Json, more: Json = {}, others: Json = {}): Case[1] =>
  form({ form: { properties: { a: field } }, ...more }, others);
const at = "/on/form/properties/a";

const translated = (workflows: Json): Case[1] => [
  ...form({}),
  { kind: "translation", name: "zh-CN", content: { workflows } },
];

export const formMistakes: readonly Case[] = [
  ["translation_of_unknown_workflow", translated({ flwo: {} }), "/workflows/flwo", /"flow"/],
  [
    "translation_of_unknown_step",
    translated({ flow: { steps: { fisrt: { title: "x" } } } }),
    "/workflows/flow/steps/fisrt",
    /"first"/,
  ],
  [
    "translation_of_unknown_field",
    translated({ flow: { fields: { b: { title: "x" } } } }),
    "/workflows/flow/fields/b",
    /b/,
  ],
  ["option_missing", form({ form: null }), "/on/form", /Add it/],
  ["option_missing", form({ roles: null }), "/on/roles", /Add it/],
  ["keyword_wrong_type", form({ form: [] }), "/on/form", /object/],
  ["workflow_keyword_elsewhere", form({ event: "manual" }), "/on/form", /form alone/],
  [
    "workflow_form_variables",
    form({}, { variables: { b: { type: "text" } } }),
    "/variables",
    /fields of the form/,
  ],
  ["workflow_form_type", asking({ $ref: "tenon:attachment" }), at, /cannot ask for this/],
  ["workflow_form_type", asking({ $ref: "tenon:tags" }), at, /cannot ask for this/],
  [
    "workflow_form_type",
    asking({ type: "array", items: { type: "object", properties: { b: { type: "string" } } } }),
    at,
    /cannot ask for this/,
  ],
  ["input_keyword_useless", asking({ type: "string", unique: true }), `${at}/unique`, /unique/],
  [
    "workflow_object_unknown",
    asking({ $ref: "tenon:lookup", target: "thign" }),
    `${at}/target`,
    /"thing"/,
  ],
  [
    "workflow_form_public_lookup",
    asking({ $ref: "tenon:lookup", target: "thing" }, { public: true }, { as: "system" }),
    at,
    /tell anybody/,
  ],
  [
    "workflow_form_public_lookup",
    asking({ $ref: "tenon:user" }, { public: true }, { as: "system" }),
    at,
    /tell anybody/,
  ],
  ["workflow_form_public_as", form({ public: true }), "/as", /"as": "system"/],
  [
    "expression_unknown_name",
    form({}, { steps: { first: { type: "wait", until: "variables.when" } } }),
    "/steps/first/until",
    /when/,
  ],
];
