/** An object of one record: it is made of defaults, so nothing may be required without one. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import type { Report } from "./report.ts";

export function checkSingleton(content: JsonSchema, report: Report): void {
  if (content.singleton !== true) return;
  const properties = objectOrEmpty(content.properties);
  textsOf(content.required).forEach((name, index) => {
    const schema = objectOrEmpty(properties[name]);
    if (Object.hasOwn(properties, name) && schema.default === undefined) {
      report("singleton_needs_default", pointer("", "required", index), { name });
    }
  });
}
