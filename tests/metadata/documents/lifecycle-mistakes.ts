/** Mistakes in lifecycles, and in numbers that their transitions give. */
import { type Case, type Json, order } from "./mistake.ts";

const state = { enum: ["open", "closed"] };
const close = { name: "close", from: ["open"], to: "closed" };
const properties = { state, total: { $ref: "tenon:money" } };

const lifecycle = (changes: Json, own: Json = properties, rest: Json = {}) =>
  order(own, { lifecycle: { field: "state", transitions: [close], ...changes }, ...rest });
const transition = (changes: Json) => lifecycle({ transitions: [{ ...close, ...changes }] });
const lookup = (onDelete: string) => ({
  $ref: "tenon:lookup",
  target: "customer",
  on_delete: onDelete,
});
const number = (options: Json) => ({ $ref: "tenon:auto_number", template: "{000}", ...options });

export const lifecycleMistakes: readonly Case[] = [
  ["option_missing", order({}, { lifecycle: { transitions: [] } }), "/lifecycle/field", /Add it/],
  [
    "option_missing",
    lifecycle({ transitions: [{ name: "close", from: ["open"] }] }),
    "/lifecycle/transitions/0/to",
    /Add it/,
  ],
  ["keyword_unknown", lifecycle({ loked: [] }), "/lifecycle/loked", /Did you mean "locked"/],
  ["keyword_unknown", transition({ wen: "x" }), "/lifecycle/transitions/0/wen", /"when"/],
  [
    "keyword_wrong_type",
    lifecycle({ transitions: ["close"] }),
    "/lifecycle/transitions/0",
    /object/,
  ],
  ["lifecycle_field_unsuitable", lifecycle({ field: "total" }), "/lifecycle/field", /Known: state/],
  ["lifecycle_field_unsuitable", lifecycle({ field: "stat" }), "/lifecycle/field", /mean "state"/],
  [
    "lifecycle_field_closed",
    lifecycle({}, { state: { ...state, readOnly: true, default: "open" } }),
    "/lifecycle/field",
    /Remove "readOnly"/,
  ],
  [
    "lifecycle_initial_unclear",
    lifecycle({ initial: "closed" }, { state: { ...state, default: "open" } }),
    "/lifecycle/initial",
    /Remove one/,
  ],
  [
    "lifecycle_initial_unclear",
    lifecycle({}, { state: { ...state, default: { expression: '"open"' } } }),
    "/lifecycle/initial",
    /fixed state/,
  ],
  ["lifecycle_state_unknown", lifecycle({ initial: "opn" }), "/lifecycle/initial", /mean "open"/],
  ["lifecycle_state_unknown", lifecycle({ locked: ["clsed"] }), "/lifecycle/locked/0", /"closed"/],
  [
    "lifecycle_state_unknown",
    transition({ from: ["open", "x"] }),
    "/lifecycle/transitions/0/from/1",
    /Known: open, closed/,
  ],
  ["lifecycle_state_unknown", transition({ to: "x" }), "/lifecycle/transitions/0/to", /Known/],
  [
    "lifecycle_lookup_follows",
    lifecycle({ locked: ["closed"] }, { ...properties, by: lookup("clear") }),
    "/properties/by/on_delete",
    /"restrict"/,
  ],
  [
    "lifecycle_lookup_follows",
    lifecycle(
      { locked: ["closed"] },
      { ...properties, by: { type: "array", items: { $ref: "tenon:lookup", target: "customer" } } },
    ),
    "/properties/by/items/on_delete",
    /"restrict"/,
  ],
  [
    "number_lookup_follows",
    order({ f: number({ gapless: true }), by: lookup("cascade") }),
    "/properties/by/on_delete",
    /"restrict" or "clear"/,
  ],
  ["name_invalid", transition({ name: "Close it" }), "/lifecycle/transitions/0/name", /"close_it"/],
  [
    "transition_repeated",
    lifecycle({ transitions: [close, close] }),
    "/lifecycle/transitions/1/name",
    /Rename one/,
  ],
  [
    "transition_from_empty",
    transition({ from: [] }),
    "/lifecycle/transitions/0/from",
    /at least one/,
  ],
  [
    "transition_requires_unknown",
    transition({ required: ["totl"] }),
    "/lifecycle/transitions/0/required/0",
    /"total"/,
  ],
  [
    "expression_unknown_name",
    transition({ when: "totl > 0" }),
    "/lifecycle/transitions/0/when",
    /"total"/,
  ],
  [
    "expression_result_type",
    transition({ when: "total" }),
    "/lifecycle/transitions/0/when",
    /yes\/no/,
  ],
  [
    "assign_on_unknown",
    lifecycle({}, { ...properties, f: number({ assign_on: "clos" }) }),
    "/properties/f/assign_on",
    /Did you mean "close"/,
  ],
  [
    "translation_of_unknown_transition",
    [
      ...lifecycle({}),
      {
        kind: "translation",
        name: "zh-CN",
        content: { objects: { order: { transitions: { clos: { title: "关闭" } } } } },
      },
    ],
    "/objects/order/transitions/clos",
    /Did you mean "close"/,
  ],
];
