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
  const totals = addedUp(model, lines);
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

/** Computed fields that read the lines, themselves or through others: `net + freight`. */
function addedUp(model: ObjectModel, lines: readonly FieldModel[]): readonly FieldModel[] {
  const sources = new Set(lines.map((line) => line.name));
  for (let before = -1; before !== sources.size; ) {
    before = sources.size;
    for (const field of model.fields) if (readsAny(field, sources)) sources.add(field.name);
  }
  return model.fields.filter((field) => sources.has(field.name) && !lines.includes(field));
}

function readsAny({ formula }: FieldModel, names: ReadonlySet<string>): boolean {
  if (formula === null) return false;
  return (formula.match(/[A-Za-z_][A-Za-z0-9_]*/g) ?? []).some((name) => names.has(name));
}
