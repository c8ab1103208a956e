import { defineFieldType } from "./field-type.ts";
import { lookup } from "./lookup.ts";
import { refersTo } from "./schema-kind.ts";

/** Somebody of the workspace: a lookup to the built-in object `user`. */
export const user = defineFieldType({
  ...lookup,
  name: "user",
  title: { en: "User", "zh-CN": "人员" },
  description: {
    en: "Somebody of the workspace: who is responsible, who has checked it.",
    "zh-CN": "工作区中的人员，例如负责人、审核人。",
  },
  recognises: refersTo("user"),
  template: { $ref: "tenon:user" },
  options: { properties: {} },
  targetIn: () => "user",
  expressionType: () => ({ kind: "record", object: "user" }),
});
