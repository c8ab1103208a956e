/** A default must be a value that the field would accept, or an expression. */
import type { FieldType, PropertySchema } from "../../fields/field-type.ts";
import { isJsonObject } from "../../json-object.ts";
import { defaultExpression } from "../../model/resolve-object.ts";
import { pointer } from "../../problem.ts";
import { valueProblems } from "../../validate/validate-value.ts";
import type { Report } from "./report.ts";

export function checkDefault(
  schema: PropertySchema,
  type: FieldType,
  path: string,
  report: Report,
): void {
  const value = schema.default;
  if (value === undefined || value === null) return;
  const at = pointer(path, "default");
  if (type.name === "auto_number" || type.storage === "child_table") {
    report("default_not_possible", at, { type: type.title });
  } else if (defaultExpression(value) !== null) {
    if (type.expressionType(schema) === null || type.storage !== "column") {
      report("default_expression_not_possible", at, { type: type.title });
    }
  } else if (isJsonObject(value) && Object.hasOwn(value, "expression") && type.name !== "json") {
    report("default_expression_shape", at);
  } else {
    for (const item of valueProblems(schema, type, value)) {
      report(item.code, at + item.path, item.params);
    }
  }
}
