/** Mistakes in roles and sharing rules. */
import { type Case, document, type Json, translation } from "./mistake.ts";

const role = (content: Json) => document("role", "sales", { name: "sales", ...content });
const gives = (names: readonly string[], users = "department") =>
  role({ administers: { users, gives: names } });
const grant = (content: Json) => role({ objects: { customer: content } });
const sharing = (content: Json) =>
  document("sharing_rule", "wide", { name: "wide", object: "customer", when: "true", ...content });

export const accessMistakes: readonly Case[] = [
  ["role_name_built_in", document("role", "admin", { name: "admin" }), "/name", /another name/],
  ["keyword_unknown", role({ object: {} }), "/object", /Did you mean "objects"/],
  ["role_unknown", role({ includes: ["seles"] }), "/includes/0", /no role "seles"/],
  ["role_ring", role({ includes: ["sales"] }), "/includes", /include one another/],
  ["role_value_unknown", role({ administration: ["everything"] }), "/administration/0", /design/],
  ["role_value_unknown", gives([], "team"), "/administers/users", /department_and_below/],
  ["option_missing", role({ administers: { gives: [] } }), "/administers/users", /Add it/],
  [
    "keyword_unknown",
    role({ administers: { users: "department", give: [] } }),
    "/administers/give",
    /gives/,
  ],
  ["role_unknown", gives(["seles"]), "/administers/gives/0", /no role "seles"/],
  ["role_not_givable", gives(["member", "admin"]), "/administers/gives/1", /"admin"/],
  ["role_object_unknown", role({ objects: { custmer: {} } }), "/objects/custmer", /"customer"/],
  ["role_scope_invalid", grant({ read: "mine" }), "/objects/customer/read", /department/],
  ["role_scope_invalid", grant({ read: [] }), "/objects/customer/read", /list of these/],
  [
    "expression_unknown_name",
    grant({ read: { when: 'nam == "a"' } }),
    "/objects/customer/read/when",
    /Did you mean "name"/,
  ],
  [
    "role_value_unknown",
    grant({ fields: { name: "see" } }),
    "/objects/customer/fields/name",
    /none/,
  ],
  [
    "role_field_unknown",
    grant({ fields: { nam: "read" } }),
    "/objects/customer/fields/nam",
    /"name"/,
  ],
  [
    "role_transition_unknown",
    grant({ transitions: ["approve"] }),
    "/objects/customer/transitions/0",
    /not a step/,
  ],
  [
    "keyword_wrong_type",
    role({ restrictions: { customer: true } }),
    "/restrictions/customer",
    /an object/,
  ],
  ["role_object_unknown", sharing({ object: "custmer" }), "/object", /"customer"/],
  [
    "option_missing",
    document("sharing_rule", "wide", { name: "wide", object: "customer" }),
    "/when",
    /Add it/,
  ],
  ["role_value_unknown", sharing({ access: "delete" }), "/access", /read/],
  ["expression_result_type", sharing({ when: "name" }), "/when", /yes.no/],
  [
    "sharing_rule_unknown",
    translation({ sharing: { wide: { title: "共享" } } }),
    "/sharing/wide",
    /no sharing rule "wide"/,
  ],
];
