/** Views and forms as the screens work with them. */
import { isJsonObject, type JsonSchema, textOrEmpty, textsOf } from "../json-object.ts";
import { titleFromName } from "./resolve-object.ts";

/** A list of an object's records. */
export interface ViewModel {
  readonly name: string;
  readonly title: string;
  readonly object: string;
  /** Names of fields; empty for the usual ones. */
  readonly columns: readonly string[];
  /** An expression; empty for all records. */
  readonly filter: string;
  /** As the API writes it: `-order_date`, `number`. */
  readonly sort: readonly string[];
}

export interface FormModel {
  readonly name: string;
  readonly title: string;
  readonly object: string;
  readonly sections: readonly FormSection[];
}

export interface FormSection {
  /** Empty for a section without a heading. */
  readonly title: string;
  readonly fields: readonly string[];
}

/** A view document that has passed `checkDocuments`. */
export const resolveView = (content: JsonSchema): ViewModel => ({
  ...named(content),
  columns: textsOf(content.columns),
  filter: textOrEmpty(content.filter),
  sort: textsOf(content.sort),
});

/** A form document that has passed `checkDocuments`. */
export const resolveForm = (content: JsonSchema): FormModel => ({
  ...named(content),
  sections: (Array.isArray(content.sections) ? content.sections : [])
    .filter(isJsonObject)
    .map((section) => ({ title: textOrEmpty(section.title), fields: textsOf(section.fields) })),
});

function named(content: JsonSchema) {
  const name = textOrEmpty(content.name);
  const title = textOrEmpty(content.title) || titleFromName(name);
  return { name, title, object: textOrEmpty(content.object) };
}

/** By `position`, those without one last; then by name. */
export function inPosition(contents: readonly JsonSchema[]): readonly JsonSchema[] {
  const place = ({ position }: JsonSchema): number =>
    typeof position === "number" ? position : Number.MAX_SAFE_INTEGER;
  return contents.toSorted(
    (one, other) =>
      place(one) - place(other) || (textOrEmpty(one.name) < textOrEmpty(other.name) ? -1 : 1),
  );
}
