/** The automatic layout of a form. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

export interface FormSections {
  /** Short fields first, then wide ones, each in the order of the document. */
  readonly main: readonly FieldModel[];
  readonly lines: readonly FieldModel[];
  /** What is computed from the lines: shown under them, where one looks for it. */
  readonly totals: readonly FieldModel[];
}

const wideTypes: ReadonlySet<string> = new Set([
  "long_text",
  "rich_text",
  "json",
  "many_to_many",
  "multi_select",
]);

export function formSections(model: ObjectModel): FormSections {
  const lines = model.fields.filter((field) => field.children !== null);
  const totals = model.fields.filter((field) => readsLines(field, lines));
  const others = model.fields.filter((field) => !lines.includes(field) && !totals.includes(field));
  return {
    main: [
      ...others.filter((field) => !wideTypes.has(field.type.name)),
      ...others.filter((field) => wideTypes.has(field.type.name)),
    ],
    lines,
    totals,
  };
}

/** Whether a formula names one of the lines: `sum(lines.amount)`. */
function readsLines(field: FieldModel, lines: readonly FieldModel[]): boolean {
  const { formula } = field;
  if (formula === null) return false;
  return lines.some((line) => new RegExp(`\\b${line.name}\\b`).test(formula));
}
