/** Mistakes in rules and in conditions of fields. */
import { type Case, field, type Json, order, translation } from "./mistake.ts";

const sound = { name: "named", require: "number != null", message: "Name it" };
const rule = (changes: Json) => order({ starts: date, ends: date }, { rules: [changes] });
const date = { type: "string", format: "date" };
const periods = { key: ["number"], from: "starts", to: "ends" };
const overlap = (changes: Json) =>
  rule({ name: "single", no_overlap: { ...periods, ...changes }, message: "Taken" });

export const ruleMistakes: readonly Case[] = [
  ["keyword_wrong_type", order({}, { rules: {} }), "/rules", /must be a list/],
  ["rule_not_object", order({}, { rules: ["a > 1"] }), "/rules/0", /is written/],
  ["keyword_unknown", rule({ ...sound, requires: "x" }), "/rules/0/requires", /"require"/],
  ["keyword_wrong_type", rule({ ...sound, require: 1 }), "/rules/0/require", /must be a text/],
  ["rule_part_missing", rule({ ...sound, message: "" }), "/rules/0/message", /needs "message"/],
  ["rule_part_missing", rule({ ...sound, name: "" }), "/rules/0/name", /needs "name"/],
  ["name_invalid", rule({ ...sound, name: "Is named" }), "/rules/0/name", /is_named/],
  [
    "keyword_too_long",
    rule({ ...sound, message: "x".repeat(501) }),
    "/rules/0/message",
    /500 characters/,
  ],
  ["rule_repeated", order({}, { rules: [sound, sound] }), "/rules/1/name", /Rename one/],
  ["rule_demands_unclear", rule({ name: "a", message: "b" }), "/rules/0", /exactly one/],
  ["rule_demands_unclear", rule({ ...sound, no_overlap: periods }), "/rules/0", /exactly one/],
  ["rule_field_unknown", rule({ ...sound, at: "numbr" }), "/rules/0/at", /"number"/],
  [
    "expression_unknown_name",
    rule({ ...sound, require: "1 > 0 && numbr == 'a'" }),
    "/rules/0/require",
    /"number"/,
  ],
  [
    "expression_result_type",
    rule({ ...sound, require: "number" }),
    "/rules/0/require",
    /yes\/no value/,
  ],
  ["expression_unknown_name", rule({ ...sound, when: "nope" }), "/rules/0/when", /nope/],
  [
    "rule_part_missing",
    rule({ name: "single", no_overlap: { key: [], from: "starts" }, message: "Taken" }),
    "/rules/0/no_overlap/to",
    /needs "to"/,
  ],
  ["rule_field_unknown", overlap({ from: "start" }), "/rules/0/no_overlap/from", /"starts"/],
  ["rule_field_unknown", overlap({ key: ["x"] }), "/rules/0/no_overlap/key/0", /not a field/],
  [
    "period_field_unsuitable",
    overlap({ from: "number" }),
    "/rules/0/no_overlap/from",
    /from a date/,
  ],
  [
    "period_field_unsuitable",
    order(
      { starts: date, ends: { type: "string", format: "date-time" } },
      { rules: [{ name: "single", no_overlap: periods, message: "Taken" }] },
    ),
    "/rules/0/no_overlap/to",
    /of one type/,
  ],
  [
    "period_key_unsuitable",
    order(
      { starts: date, ends: date, notes: { $ref: "tenon:json" } },
      { rules: [{ name: "single", no_overlap: { ...periods, key: ["notes"] }, message: "Taken" }] },
    ),
    "/rules/0/no_overlap/key/0",
    /cannot be compared/,
  ],
  [
    "expression_unknown_name",
    field({ type: "string", visible_when: "a > 1" }),
    "/properties/f/visible_when",
    /a/,
  ],
  [
    "expression_unknown_name",
    field({
      type: "array",
      items: {
        type: "object",
        properties: { a: { type: "string", required_when: "parent.numbr == 'a'" } },
      },
    }),
    "/properties/f/items/properties/a/required_when",
    /"number"/,
  ],
  [
    "condition_of_computed",
    field({ type: "string", formula: "number", required_when: "true" }),
    "/properties/f/required_when",
    /Remove the condition/,
  ],
  [
    "translation_of_unknown_rule",
    translation({ objects: { customer: { rules: { x: { message: "y" } } } } }),
    "/objects/customer/rules/x",
    /no rule "x"/,
  ],
];
