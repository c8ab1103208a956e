/** A document of kind `options`: a list of options that fields share. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { choiceMistakes, choiceOptions } from "../../fields/select-options.ts";
import { isJsonObject } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, checkTexts, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import { checkMembers } from "./check-options.ts";
import type { Report } from "./report.ts";

const kinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  id: "text",
  name: "text",
  title: "text",
  description: "text",
  options: "list",
};

export function checkOptionSet(content: JsonSchema, report: Report): void {
  checkKeywords(content, kinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "object", "/name", report);
  const { options } = content;
  if (options !== undefined && !Array.isArray(options)) return;
  const list: readonly unknown[] = Array.isArray(options) ? options : [];
  const shape = choiceOptions.oneOf?.items;
  list.forEach((entry, index) => {
    const at = pointer("/options", index);
    if (!isJsonObject(entry) || typeof entry.const !== "string") report("option_without_value", at);
    else if (isJsonObject(shape)) checkMembers(entry, shape, at, report);
  });
  const usable = list.filter((entry) => isJsonObject(entry) && typeof entry.const === "string");
  if (list.length > 0 && usable.length === 0) return;
  for (const { message } of choiceMistakes({ oneOf: usable }, "")) {
    report("option_mistake", "/options", { sentence: message });
  }
}
