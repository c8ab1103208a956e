import { booleanType } from "../expressions/types.ts";
import { failure, problem, success } from "../problem.ts";
import { logicOptions, withAssertions } from "./assertions.ts";
import { defineFieldType } from "./field-type.ts";
import { isOfKind } from "./schema-kind.ts";
import { hiddenOption } from "./shared-options.ts";

const assertions = {
  enum: hiddenOption({ type: "array", minItems: 1 }, [
    "Allowed values",
    "允许的值",
    "Values must be one of these.",
    "值必须是其中之一。",
  ]),
  ...logicOptions,
};

const yes: ReadonlySet<string> = new Set("true t yes y 1 on 是 对 真 有 √ ✓ ✔ ☑".split(" "));
const no: ReadonlySet<string> = new Set("false f no n 0 off 否 错 假 无 × ✗ ✘ ☐".split(" "));

/** Yes or no; empty means that nobody has said. */
export const boolean = defineFieldType({
  name: "boolean",
  title: { en: "Yes / no", "zh-CN": "是/否" },
  description: { en: "A box to tick.", "zh-CN": "一个可勾选的选项。" },
  group: "choice",
  storage: "column",
  recognises: isOfKind("boolean"),
  template: { type: "boolean" },
  options: { properties: assertions },
  column: () => ({ sql: "boolean", parameter: "boolean" }),
  wire: "boolean",
  valueSchema: (schema) => withAssertions({ type: "boolean" }, schema, assertions),
  expressionType: () => booleanType,
  mismatch: "not_a_boolean",
  normalise: (value) => value,
  parse(written) {
    const word = written.normalize("NFKC").trim().toLowerCase();
    if (word === "") return success(null);
    if (yes.has(word)) return success(true);
    if (no.has(word)) return success(false);
    return failure(problem("not_a_boolean"));
  },
  format(value, _, { locale }) {
    if (typeof value !== "boolean") return "";
    if (locale === "zh-CN") return value ? "是" : "否";
    return value ? "Yes" : "No";
  },
  exportText: (value) => (typeof value === "boolean" ? String(value) : ""),
  operators: ["equals", "not_equals", "is_empty", "is_not_empty"],
  sortable: true,
  uniqueAllowed: false,
  convertibleFrom: ["text", "select", "integer"],
});
