/**
 * Texts with values in them: `Order {record.number} is late`. What stands in braces is an
 * expression; two braces are one. Values are put in as they are and never read again.
 */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string };

/** The parts of a template; null when a brace is not closed, or closes nothing. */
export function templateParts(template: string): readonly TemplatePart[] | null {
  const parts: TemplatePart[] = [];
  let text = "";
  for (let index = 0; index < template.length; index++) {
    const character = template[index] ?? "";
    if (character !== "{" && character !== "}") text += character;
    else if (template[index + 1] === character) {
      text += character;
      index++;
    } else {
      const end = character === "{" ? endOf(template, index + 1) : -1;
      if (end < 0) return null;
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
      parts.push({ kind: "expression", text: template.slice(index + 1, end) });
      index = end;
    }
  }
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** Where an expression ends; braces in its texts are not meant. */
function endOf(template: string, start: number): number {
  let quote = "";
  for (let index = start; index < template.length; index++) {
    const character = template[index] ?? "";
    if (quote !== "") {
      if (character === "\\") index++;
      else if (character === quote) quote = "";
    } else if (character === '"' || character === "'") quote = character;
    else if (character === "}") return index;
    else if (character === "{") return -1;
  }
  return -1;
}

/** The template of parts: `templateParts` of it gives them again. */
export const templateText = (parts: readonly TemplatePart[]): string =>
  parts
    .map(({ kind, text }) =>
      kind === "text" ? text.replaceAll(/[{}]/g, (brace) => brace + brace) : `{${text}}`,
    )
    .join("");
