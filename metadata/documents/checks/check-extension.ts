/** A document that extends a built-in object: it may add to it and take nothing away. */
import { isJsonObject, type JsonSchema, objectOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { builtInDocument } from "../built-in-documents.ts";
import { additionsOf, textKeywords } from "../built-in-objects.ts";
import type { Report } from "./report.ts";

export function checkExtension(name: string, extension: JsonSchema, report: Report): void {
  const base = builtInDocument(name);
  if (extension.singleton === true) report("built_in_singleton", "/singleton", { name });
  checkRestated(base, extension, report);
  checkRequiredNames(base, extension, report);
  if (name === "user") checkFilled(base, extension, report);
}

/** A field that is there anyway may be called otherwise, and nothing else. */
function checkRestated(base: JsonSchema, extension: JsonSchema, report: Report): void {
  const fields = objectOrEmpty(base.properties);
  for (const [field, said] of Object.entries(objectOrEmpty(extension.properties))) {
    if (!Object.hasOwn(fields, field)) continue;
    const is = objectOrEmpty(fields[field]);
    const differs =
      !isJsonObject(said) ||
      Object.entries(said).some(
        ([keyword, value]) =>
          !textKeywords.includes(keyword) && JSON.stringify(value) !== JSON.stringify(is[keyword]),
      );
    if (differs) report("built_in_field", pointer("/properties", field), { field });
  }
}

function checkRequiredNames(base: JsonSchema, extension: JsonSchema, report: Report): void {
  const fields = objectOrEmpty(base.properties);
  const always = textsOf(base.required);
  textsOf(extension.required).forEach((field, index) => {
    if (Object.hasOwn(fields, field) && !always.includes(field))
      report("built_in_required", pointer("/required", index), { field });
  });
}

/** People come with their accounts: nobody is there to fill in more than a default value does. */
function checkFilled(base: JsonSchema, extension: JsonSchema, report: Report): void {
  const required = textsOf(extension.required);
  for (const [field, schema] of Object.entries(additionsOf(base, extension.properties))) {
    if (!isJsonObject(schema)) continue;
    const at = pointer("/properties", field);
    if (schema.formula !== undefined) {
      report("person_computed", pointer(at, "formula"), { field });
    } else if (schema.$ref === "tenon:auto_number") {
      report("person_computed", pointer(at, "$ref"), { field });
    } else if (required.includes(field) && !hasPlainDefault(schema)) {
      report("person_unfilled", pointer("/required", required.indexOf(field)), { field });
    }
  }
}

const hasPlainDefault = ({ default: value }: JsonSchema): boolean =>
  value !== undefined && value !== null && !(isJsonObject(value) && "expression" in value);
