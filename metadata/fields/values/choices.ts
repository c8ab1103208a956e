/** The options of select fields, in whichever of the two spellings of JSON Schema. */
import type { PropertySchema } from "../field-type.ts";

export interface Choice {
  readonly value: string;
  readonly title: string;
  readonly description: string;
  readonly deprecated: boolean;
  /** Values of another field for which it is offered; `null`: always. */
  readonly when: readonly string[] | null;
}

/**
 * Options in the order of the document, from `enum` or from `oneOf` of `const` and `title`.
 * `null` when the schema is not a list of texts; `null` among the values only says "may be empty".
 */
export function choicesOf(schema: PropertySchema): readonly Choice[] | null {
  if (Array.isArray(schema.enum)) return enumChoices(schema.enum);
  if (Array.isArray(schema.oneOf)) return titledChoices(schema.oneOf);
  return null;
}

function enumChoices(values: readonly unknown[]): readonly Choice[] | null {
  const choices: Choice[] = [];
  for (const value of values) {
    if (value === null) continue;
    if (typeof value !== "string") return null;
    choices.push({ value, title: value, description: "", deprecated: false, when: null });
  }
  return choices.length === 0 && values.length > 0 ? null : choices;
}

function titledChoices(branches: readonly unknown[]): readonly Choice[] | null {
  const choices: Choice[] = [];
  for (const branch of branches) {
    if (typeof branch !== "object" || branch === null || !("const" in branch)) return null;
    if (branch.const === null) continue;
    if (typeof branch.const !== "string") return null;
    choices.push({
      value: branch.const,
      title: "title" in branch && typeof branch.title === "string" ? branch.title : branch.const,
      description:
        "description" in branch && typeof branch.description === "string" ? branch.description : "",
      deprecated: "deprecated" in branch && branch.deprecated === true,
      when: "when" in branch && Array.isArray(branch.when) ? branch.when.map(String) : null,
    });
  }
  return choices.length === 0 && branches.length > 0 ? null : choices;
}

/**
 * The value that a text stands for: the value itself, else its title, else its title with other
 * letter case. `null` when there is none or several.
 */
export function choiceFor(text: string, choices: readonly Choice[]): string | null {
  if (choices.some((choice) => choice.value === text)) return text;
  const wanted = text.trim();
  if (choices.some((choice) => choice.value === wanted)) return wanted;
  const titled = choices.filter((choice) => choice.title.trim() === wanted);
  if (titled.length > 0) return titled.length === 1 ? (titled[0]?.value ?? null) : null;
  const folded = wanted.toLowerCase();
  const alike = choices.filter(
    (choice) =>
      choice.title.trim().toLowerCase() === folded || choice.value.toLowerCase() === folded,
  );
  return alike.length === 1 ? (alike[0]?.value ?? null) : null;
}

/** What people read for a value; a value that is no option any more shows itself. */
export function choiceTitle(value: string, choices: readonly Choice[]): string {
  return choices.find((choice) => choice.value === value)?.title ?? value;
}
