import type { JsonSchema } from "../../metadata/fields/field-type.ts";
import { isJsonObject, textOrEmpty } from "../../metadata/json-object.ts";
import { fieldTextsPath } from "../../metadata/refactor/translations.ts";
import { type Design, withContent } from "../document/design-documents.ts";
import { renameStates, stateField } from "../document/lifecycle-states.ts";
import { changeField } from "../document/object-fields.ts";
import { type FieldTarget, type SelectedField, targetField } from "../document/selected-field.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";

/** One choice of a select: what is stored, and what is shown (`""`: the value itself). */
export interface OptionEntry {
  readonly value: string;
  readonly title: string;
  /** What else is said of it: `description`, `when`, `deprecated`. */
  readonly more?: JsonSchema;
}

/** Where the choices stand: in the schema itself, or in `items` of a multi-select. */
function choiceSchema(schema: JsonSchema): JsonSchema {
  const items = schema.items;
  return schema.type === "array" && isJsonObject(items) ? items : schema;
}

export function readOptions(schema: JsonSchema): readonly OptionEntry[] {
  const choices = choiceSchema(schema);
  const titled = choices.oneOf;
  if (Array.isArray(titled)) {
    return titled.filter(isJsonObject).map(({ const: value, title, ...more }) => ({
      value: textOrEmpty(value),
      title: textOrEmpty(title),
      ...(Object.keys(more).length > 0 ? { more } : {}),
    }));
  }
  const plain = choices.enum;
  if (!Array.isArray(plain)) return [];
  return plain.map((value) => ({ value: String(value), title: "" }));
}

/** Plain values stay an `enum`; as soon as more is said of one, all become `oneOf` with `const`. */
function writeOptions(schema: JsonSchema, options: readonly OptionEntry[]): JsonSchema {
  const titled = options.some(({ title, more }) => title !== "" || more !== undefined);
  const list = titled
    ? {
        oneOf: options.map(({ value, title, more }) => ({
          const: value,
          ...(title ? { title } : {}),
          ...more,
        })),
      }
    : { enum: options.map((option) => option.value) };
  const keyword = titled ? "oneOf" : "enum";
  const former = "oneOf" in schema ? "oneOf" : "enum";
  // The list keeps its place among the keywords.
  const entries = Object.entries(schema).flatMap(([name, value]) => {
    if (name === former) return [[keyword, titled ? list.oneOf : list.enum] as const];
    return name === "oneOf" || name === "enum" ? [] : [[name, value] as const];
  });
  return { ...list, ...Object.fromEntries(entries) };
}

export const editOptionsList = command<FieldTarget & { readonly options: readonly OptionEntry[] }>({
  id: "edit_options_list",
  label: { en: "Change choices", "zh-CN": "修改选项" },
  run(design, input) {
    const target = targetField(design, input);
    if (!target) return design;
    const before = readOptions(target.field.schema);
    const documents = withContent(design.documents, input.document, (content) =>
      changeField(content, input.field, (schema) => {
        const choices = choiceSchema(schema);
        const written = writeOptions(choices, input.options);
        return choices === schema ? written : { ...schema, items: written };
      }),
    );
    const texts = [...fieldTextsPath(target.document.name, target.field.path), "options"];
    const followed = followValues({ ...design, documents }, texts, before, input.options);
    return followStates(followed, target, renamedValues(before, input.options));
  },
});

/** Old and new values of the choices that were given another one. */
function renamedValues(
  before: readonly OptionEntry[],
  after: readonly OptionEntry[],
): ReadonlyMap<string, string> {
  if (before.length !== after.length) return new Map();
  const kept = new Set(after.map((option) => option.value));
  return new Map(
    before.flatMap(({ value }, index) => {
      const next = after[index]?.value;
      return next === undefined || next === value || kept.has(value) ? [] : [[value, next]];
    }),
  );
}

/** A choice that is the state of a lifecycle is named by its steps. */
function followStates(
  design: Design,
  { document, field }: SelectedField,
  renamed: ReadonlyMap<string, string>,
): Design {
  if (renamed.size === 0 || stateField(document.content)?.id !== field.id) return design;
  const rename = (state: string) => renamed.get(state) ?? state;
  const documents = withContent(design.documents, document.key, (content) =>
    renameStates(content, rename),
  );
  return { ...design, documents };
}

/** Translations of a choice stand under its value; they go along when the value is changed. */
function followValues(
  design: Design,
  texts: readonly string[],
  before: readonly OptionEntry[],
  after: readonly OptionEntry[],
): Design {
  let result = design;
  for (const [value, next] of renamedValues(before, after)) {
    const documents = moveTranslations(result.documents, [...texts, value], [...texts, next]);
    result = { ...result, documents };
  }
  return result;
}
