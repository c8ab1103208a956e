/** Which keywords of every field a type has no use for. */
import type { FieldType } from "../../metadata/fields/field-type.ts";

/**
 * Rows and links hold no value that a default, a formula or an index could be about; what names
 * one of several objects is not computed.
 */
export function cannotHave(type: FieldType, keyword: string): boolean {
  if (keyword === "index") return !type.sortable;
  if (keyword === "unique") return !type.uniqueAllowed;
  if (type.targetsIn !== undefined && ["formula", "copy_from"].includes(keyword)) return true;
  if (type.sealed && ["default", "formula", "copy_from", "writeOnly"].includes(keyword))
    return true;
  return (
    type.storage !== "column" &&
    ["default", "formula", "copy_from", "readOnly", "writeOnly"].includes(keyword)
  );
}
