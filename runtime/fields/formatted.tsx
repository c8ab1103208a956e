import { measuredField } from "../../metadata/model/measured-field.ts";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import { locale, timeZone } from "../language/locale.ts";
import type { CellProps } from "./field-view.ts";

/** The text of a value in the current language and zone; reactive. */
export function formatted(field: FieldModel, value: unknown): string {
  if (value === null || value === undefined) return "";
  return field.type.format(value, field.schema, { locale: locale(), timeZone });
}

/** The field as its record counts it: with the currency or the unit that is named there. */
export function measured(field: FieldModel, beside: CellProps["beside"]): FieldModel {
  return beside === undefined ? field : measuredField(field, beside, formatted);
}

/** The cell of everything that is best read as text. */
export function TextCell(props: CellProps) {
  return <>{formatted(props.field, props.value)}</>;
}
