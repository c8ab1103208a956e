/** An app document: what it is called, what it builds on, what its menu shows. */

import type { JsonSchema } from "../../fields/field-type.ts";
import { isJsonObject, textOrEmpty, textsOf } from "../../json-object.ts";
import { pointer } from "../../problem.ts";
import { checkKeywords, checkTexts, hintAmong, type KeywordKinds } from "./check-keywords.ts";
import { checkName } from "./check-names.ts";
import type { Report } from "./report.ts";

const appKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  name: "text",
  title: "text",
  version: "text",
  description: "text",
  depends: "names",
  navigation: "list",
};

const groupKinds: KeywordKinds = { $comment: "text", title: "text", items: "names" };

/** Versions as npm and most others write them: `1.4.0`, `2.0.0-beta.1`. */
const versionPattern = /^\d+\.\d+\.\d+(?:-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$/;

export function checkApp(content: JsonSchema, report: Report): void {
  checkKeywords(content, appKinds, "", report);
  checkTexts(content, "", report);
  if (typeof content.name === "string") checkName(content.name, "object", "/name", report);
  if (typeof content.version === "string" && !versionPattern.test(content.version)) {
    report("version_invalid", "/version", { version: content.version });
  }
  if (!Array.isArray(content.navigation)) return;
  content.navigation.forEach((group: unknown, index) => {
    checkGroup(group, pointer("/navigation", index), report);
  });
}

function checkGroup(group: unknown, path: string, report: Report): void {
  if (!isJsonObject(group)) {
    report("navigation_group_invalid", path);
    return;
  }
  checkKeywords(group, groupKinds, path, report);
  checkTexts(group, path, report);
  for (const keyword of ["title", "items"]) {
    if (group[keyword] === undefined) {
      report("option_missing", pointer(path, keyword), { keyword });
    }
  }
}

/** What the app says about objects and other apps. */
export function checkAppReferences(
  content: JsonSchema,
  objects: ReadonlySet<string>,
  apps: readonly string[],
  report: Report,
): void {
  textsOf(content.depends).forEach((name, index) => {
    const at = pointer("/depends", index);
    if (name === textOrEmpty(content.name)) report("depends_on_itself", at, { name });
    else if (!apps.includes(name)) {
      report("depends_unknown", at, { name, hint: hintAmong(name, apps) });
    }
  });
  if (!Array.isArray(content.navigation)) return;
  content.navigation.forEach((group: unknown, index) => {
    if (!isJsonObject(group)) return;
    textsOf(group.items).forEach((name, position) => {
      if (objects.has(name)) return;
      const at = pointer("/navigation", index, "items", position);
      report("navigation_unknown", at, { name, hint: hintAmong(name, [...objects]) });
    });
  });
}
