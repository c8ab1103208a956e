import { defineFieldType } from "./field-type.ts";
import { lookup } from "./lookup.ts";
import { onDeleteOption } from "./lookup-options.ts";
import { textOption } from "./option-values.ts";
import { refersTo } from "./schema-kind.ts";

/**
 * The record above, of the same object: records form trees. A record that would come to stand
 * below itself is refused; `is_within` filters by whole branches.
 */
export const treeParent = defineFieldType({
  ...lookup,
  name: "tree_parent",
  title: { en: "Tree parent", "zh-CN": "上级" },
  description: {
    en: "The record above, of the same object: the parent category, the superior.",
    "zh-CN": "同一对象中的上级记录，形成树状结构，例如上级分类、上级主管。",
  },
  recognises: refersTo("tree_parent"),
  template: { $ref: "tenon:tree_parent" },
  options: { properties: { on_delete: onDeleteOption } },
  targetIn: (object) => object,
  expressionType: (schema) => ({ kind: "record", object: textOption(schema, "target") ?? "" }),
  operators: ["equals", "not_equals", "one_of", "within", "is_empty", "is_not_empty"],
  uniqueAllowed: false,
  convertibleFrom: ["lookup"],
});
