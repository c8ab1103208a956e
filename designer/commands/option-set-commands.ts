import { optionSetReference } from "../../metadata/documents/option-sets.ts";
import { isJsonObject, type JsonSchema } from "../../metadata/json-object.ts";
import { titleFromName } from "../../metadata/model/resolve-object.ts";
import { mapFields } from "../../metadata/refactor/map-fields.ts";
import type { Locale } from "../../metadata/text.ts";
import { proposeName } from "../document/api-name.ts";
import { baseLanguage } from "../document/base-language.ts";
import {
  type Design,
  type DesignDocument,
  documentKey,
  documentsOfKind,
  withDocument,
  withoutDocument,
} from "../document/design-documents.ts";
import { writeText } from "../document/localised-text.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";
import { entryCommands } from "./entry-commands.ts";

/** The options of a shared list. */
export const setOptionCommands = entryCommands({
  id: "set_option",
  path: ["options"],
  key: "const",
  labels: {
    add: { en: "Add choice", "zh-CN": "新增选项" },
    change: { en: "Change choices", "zh-CN": "修改选项" },
    move: { en: "Move choice", "zh-CN": "移动选项" },
    remove: { en: "Remove choice", "zh-CN": "删除选项" },
  },
  keepsEmpty: true,
  texts: ({ name }, value) => ["options", name, "options", value],
});

export interface AddOptionSetInput {
  readonly title: string;
  readonly locale: Locale;
}

export const addOptionSet = command<AddOptionSetInput>({
  id: "add_option_set",
  label: { en: "Add option set", "zh-CN": "新增选项集" },
  run(design, { title, locale }) {
    const taken = documentsOfKind(design.documents, "options").map(({ name }) => name);
    const name = proposeName(title, taken, "options");
    const key = `options/${name}`;
    const foreign = locale !== baseLanguage(design.documents, locale);
    const own = foreign ? titleFromName(name) : title;
    const content = { name, title: own, options: [{ const: "option_1" }] };
    const added: Design = {
      documents: withDocument(design.documents, { key, kind: "options", name, content }),
      selection: { document: key, field: null },
    };
    if (!foreign) return added;
    const place = { document: key, path: ["title"], texts: ["options", name, "title"] };
    return { ...added, documents: writeText(added, place, locale, title) };
  },
});

export const removeOptionSet = command<{ readonly document: string }>({
  id: "remove_option_set",
  label: { en: "Remove option set", "zh-CN": "删除选项集" },
  run(design, { document }) {
    const name = design.documents.get(document)?.name;
    if (name === undefined) return design;
    const removed: Design = {
      documents: withoutDocument(design.documents, document),
      selection: { document: null, field: null },
    };
    return { ...removed, documents: moveTranslations(removed, ["options", name], null) };
  },
});

/** A set under another name, with every field that takes its options from it. */
export const renameOptionSet = command<{ readonly document: string; readonly name: string }>({
  id: "rename_option_set",
  label: { en: "Rename option set", "zh-CN": "重命名选项集" },
  run(design, { document, name }) {
    const before = design.documents.get(document);
    if (!before || before.name === name) return design;
    const from = optionSetReference(before.name);
    const reference = optionSetReference(name);
    const key = documentKey("options", name, before.content);
    const documents = [...design.documents.values()].map((entry): DesignDocument => {
      if (entry === before) return { ...before, key, name, content: { ...before.content, name } };
      if (entry.kind !== "object") return entry;
      const content = mapFields(entry.content, (schema) => referTo(schema, from, reference));
      return content === entry.content ? entry : { ...entry, content };
    });
    const renamed: Design = {
      documents: new Map(documents.map((entry) => [entry.key, entry])),
      selection: { document: key, field: null },
    };
    const [old, next] = [
      ["options", before.name],
      ["options", name],
    ];
    return { ...renamed, documents: moveTranslations(renamed, old, next) };
  },
});

function referTo(schema: JsonSchema, from: string, to: string): JsonSchema {
  if (schema.$ref === from) return { ...schema, $ref: to };
  const { items } = schema;
  return isJsonObject(items) && items.$ref === from
    ? { ...schema, items: { ...items, $ref: to } }
    : schema;
}
