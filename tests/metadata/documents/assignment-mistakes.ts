/** Mistakes in who is to own new records. */
import { type Case, type Json, order } from "./mistake.ts";

const rules = (...assign: readonly unknown[]) => order({ amount: { type: "integer" } }, { assign });
const to = (receivers: Json) => rules({ to: receivers });
const admins = { role: "admin" };

export const assignmentMistakes: readonly Case[] = [
  ["keyword_wrong_type", order({}, { assign: {} }), "/assign", /a list/],
  ["assign_rule_invalid", rules("admin"), "/assign/0", /"to"/],
  ["option_missing", rules({}), "/assign/0/to", /Add it/],
  ["keyword_unknown", rules({ to: admins, whn: "true" }), "/assign/0/whn", /"when"/],
  ["keyword_unknown", to({ ...admins, queue: "x" }), "/assign/0/to/queue", /queue/],
  ["assign_to_unclear", to({ by: "round_robin" }), "/assign/0/to", /role, team/],
  ["assign_to_unclear", to({ ...admins, team: "Claims" }), "/assign/0/to", /exactly one/],
  ["option_unknown", to({ ...admins, by: "luck" }), "/assign/0/to/by", /round_robin, fewest_open/],
  ["role_unknown", to({ role: "admn" }), "/assign/0/to/role", /no role "admn"/],
  ["assign_open_missing", to({ ...admins, by: "fewest_open" }), "/assign/0/to/open", /"open"/],
  ["assign_open_useless", to({ ...admins, open: "true" }), "/assign/0/to/open", /fewest_open/],
  [
    "assign_nothing_to_choose",
    to({ field: "created_by", by: "round_robin" }),
    "/assign/0/to/by",
    /one person/,
  ],
  [
    "expression_unknown_name",
    rules({ when: "amuont > 1", to: admins }),
    "/assign/0/when",
    /"amount"/,
  ],
  ["expression_result_type", rules({ when: "amount", to: admins }), "/assign/0/when", /yes.no/],
  ["expression_result_type", to({ field: "amount" }), "/assign/0/to/field", /./],
  [
    "expression_unknown_name",
    to({ ...admins, among: "user.nme == number" }),
    "/assign/0/to/among",
    /"name"/,
  ],
  [
    "expression_unknown_name",
    to({ ...admins, by: "fewest_open", open: "user.name == number" }),
    "/assign/0/to/open",
    /user/,
  ],
];
