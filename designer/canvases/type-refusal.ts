/** Why a field cannot be of a type, in words; undefined when it can. */
import type { FieldType } from "../../metadata/fields/field-type.ts";
import { rowLevelsMaximum } from "../../metadata/model/row-models.ts";
import type { DesignDocuments } from "../document/design-documents.ts";
import type { FieldTarget } from "../document/selected-field.ts";
import { mayBecome } from "../document/type-change.ts";
import { text } from "../language/messages.ts";

/** `level`: 0 for a field of the object itself, 1 for one of its rows, 2 for one of theirs. */
export const typeTooDeep = ({ storage }: FieldType, level: number): string | undefined =>
  storage === "child_table" && level >= rowLevelsMaximum ? text("rows_too_deep") : undefined;

export const typeRefusal = (
  published: DesignDocuments,
  target: FieldTarget,
  level: number,
  type: FieldType,
): string | undefined =>
  typeTooDeep(type, level) ??
  (mayBecome(published, target, type) ? undefined : text("not_convertible"));
