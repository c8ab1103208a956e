/** The layout of a form: as a form document says, or automatic. Pure. */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { FormModel } from "../../metadata/model/screen-models.ts";

export interface FormPanel {
  /** Empty for a panel without a heading. */
  readonly title: string;
  readonly fields: readonly FieldModel[];
}

export interface FormSections {
  /** Automatic: one of short fields first, then wide ones, each in the order of the document. */
  readonly panels: readonly FormPanel[];
  readonly lines: readonly FieldModel[];
  /** What is computed from the lines: shown under them, where one looks for it. */
  readonly totals: readonly FieldModel[];
}

const wideTypes: ReadonlySet<string> = new Set([
  "long_text",
  "rich_text",
  "json",
  "address",
  "many_to_many",
  "multi_select",
  "tags",
]);

export function formSections(model: ObjectModel, form?: FormModel): FormSections {
  return form === undefined ? automaticSections(model) : writtenSections(model, form);
}

/** The panels of the document; lines and what is added up from them stand below, as always. */
function writtenSections(model: ObjectModel, form: FormModel): FormSections {
  const sections = form.sections.map(({ title, fields }) => ({
    title,
    fields: fields.flatMap((name) => model.byName.get(name) ?? []),
  }));
  const named = sections.flatMap(({ fields }) => fields);
  const lines = named.filter((field) => field.children !== null);
  const sums = new Set(addedUp(model, lines));
  const totals = named.filter((field) => sums.has(field));
  const below = new Set([...lines, ...totals]);
  const panels = sections
    .map(({ title, fields }) => ({ title, fields: fields.filter((field) => !below.has(field)) }))
    .filter(({ fields }) => fields.length > 0);
  return { panels, lines, totals };
}

function automaticSections(model: ObjectModel): FormSections {
  const lines = model.fields.filter((field) => field.children !== null);
  const totals = addedUp(model, lines);
  const others = model.fields.filter((field) => !lines.includes(field) && !totals.includes(field));
  const fields = [
    ...others.filter((field) => !wideTypes.has(field.type.name)),
    ...others.filter((field) => wideTypes.has(field.type.name)),
  ];
  return { panels: fields.length === 0 ? [] : [{ title: "", fields }], lines, totals };
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
