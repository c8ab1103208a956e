import type { Locale } from "../../metadata/text.ts";
import { withContent } from "../document/design-documents.ts";
import { findField } from "../document/object-fields.ts";
import { addField } from "./add-field.ts";
import { command } from "./command.ts";

export interface BeginLifecycleInput {
  /** Key of the object document. */
  readonly document: string;
  /** Name of the select field that holds the state; a new one is made when it is null. */
  readonly field: string | null;
  /** Title of the new field, in the language of the screen. */
  readonly title: string;
  readonly locale: Locale;
}

/** States that nearly every record passes; they are given titles or replaced afterwards. */
const firstStates = ["draft", "active", "closed"];

export const beginLifecycle = command<BeginLifecycleInput>({
  id: "begin_lifecycle",
  label: { en: "Begin a lifecycle", "zh-CN": "建立生命周期" },
  run(design, { document, field, title, locale }) {
    if (!design.documents.has(document)) return design;
    const added =
      field === null
        ? addField.run(design, {
            document,
            parent: null,
            title,
            locale,
            template: { enum: firstStates },
          })
        : design;
    const content = added.documents.get(document)?.content ?? {};
    const name = field ?? findField(content, added.selection.field)?.name;
    if (name === undefined) return design;
    return {
      documents: withContent(added.documents, document, (before) => ({
        ...before,
        lifecycle: { field: name, transitions: [] },
      })),
      selection: design.selection,
    };
  },
});
