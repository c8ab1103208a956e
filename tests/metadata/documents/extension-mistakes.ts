/** Mistakes in documents that extend the objects of every workspace. */
import { type Case, document, type Json } from "./mistake.ts";

/** A document that extends a built-in object. */
const extending = (name: string, content: Json) => document("object", name, { name, ...content });
const badge = { badge: { type: "string" } };

export const extensionMistakes: readonly Case[] = [
  [
    "built_in_field",
    extending("user", { properties: { department: { type: "string" } } }),
    "/properties/department",
    /another title/,
  ],
  [
    "built_in_required",
    extending("user", { required: ["department"] }),
    "/required/0",
    /stays optional/,
  ],
  ["built_in_singleton", extending("team", { singleton: true }), "/singleton", /singleton/],
  [
    "person_computed",
    extending("user", { properties: { shown: { type: "string", formula: "name" } } }),
    "/properties/shown/formula",
    /fill in/,
  ],
  [
    "person_unfilled",
    extending("user", { properties: badge, required: ["badge"] }),
    "/required/0",
    /default value/,
  ],
  [
    "name_reserved",
    document("object", "position", { name: "position", id: "aaaaaaaaaa", properties: badge }),
    "/name",
    /position_value/,
  ],
  [
    "tree_parent_repeated",
    extending("department", { properties: { above: { $ref: "tenon:tree_parent" } } }),
    "/properties/above",
    /"parent"/,
  ],
];
