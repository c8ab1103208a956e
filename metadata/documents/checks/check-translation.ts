/** A translation document: its shape, and that what it translates exists. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { choicesOf } from "../../fields/values/choices.ts";
import { isJsonObject, objectOrEmpty, textOrEmpty } from "../../json-object.ts";
import { lifecycleOf } from "../../model/lifecycle.ts";
import { pointer } from "../../problem.ts";
import {
  checkKeywords,
  checkTexts,
  hintAmong,
  jsonKinds,
  type KeywordKinds,
} from "./check-keywords.ts";
import { checkWorkflowEntries } from "./check-workflow-translation.ts";
import type { Report } from "./report.ts";

const localePattern = /^[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
const common: KeywordKinds = { $comment: "text", title: "text", description: "text" };
const translationKinds: KeywordKinds = {
  $schema: "text",
  $comment: "text",
  objects: "object",
  apps: "object",
  options: "object",
  views: "object",
  forms: "object",
  roles: "object",
  sharing: "object",
  scripts: "object",
  workflows: "object",
};
const objectKinds: KeywordKinds = {
  ...common,
  fields: "object",
  rules: "object",
  transitions: "object",
};
const ruleKinds: KeywordKinds = { $comment: "text", message: "text" };
const transitionKinds: KeywordKinds = { $comment: "text", title: "text", message: "text" };
const fieldKinds: KeywordKinds = { ...common, options: "object", fields: "object" };
const scriptKinds: KeywordKinds = { ...common, action: "object", fields: "object" };
const actionKinds: KeywordKinds = { $comment: "text", title: "text", confirm: "text" };
const appKinds: KeywordKinds = { ...common, navigation: "any" };

/** The published documents that a translation may speak of, by name. */
export interface Translatable {
  readonly objects: ReadonlyMap<string, JsonSchema>;
  readonly apps: ReadonlyMap<string, JsonSchema>;
  readonly options: ReadonlyMap<string, JsonSchema>;
  readonly views: ReadonlyMap<string, JsonSchema>;
  readonly forms: ReadonlyMap<string, JsonSchema>;
  readonly roles: ReadonlyMap<string, JsonSchema>;
  readonly sharing: ReadonlyMap<string, JsonSchema>;
  readonly scripts: ReadonlyMap<string, JsonSchema>;
  readonly workflows: ReadonlyMap<string, JsonSchema>;
}

export function checkTranslation(
  locale: string,
  content: JsonSchema,
  known: Translatable,
  report: Report,
): void {
  if (!localePattern.test(locale)) report("locale_invalid", "", { locale });
  checkKeywords(content, translationKinds, "", report);
  for (const [name, entry] of Object.entries(objectOrEmpty(content.objects))) {
    const at = pointer("/objects", name);
    const object = known.objects.get(name);
    if (!object) {
      const hint = hintAmong(name, [...known.objects.keys()]);
      report("translation_of_unknown_object", at, { name, hint });
    } else if (isEntry(entry, at, report)) {
      checkKeywords(entry, objectKinds, at, report);
      checkTexts(entry, at, report);
      checkFields(objectOrEmpty(entry.fields), object, pointer(at, "fields"), report);
      checkRuleEntries(objectOrEmpty(entry.rules), object, pointer(at, "rules"), report);
      checkTransitions(
        objectOrEmpty(entry.transitions),
        object,
        pointer(at, "transitions"),
        report,
      );
    }
  }
  for (const [name, entry] of Object.entries(objectOrEmpty(content.apps))) {
    const at = pointer("/apps", name);
    const app = known.apps.get(name);
    if (!app) {
      const hint = hintAmong(name, [...known.apps.keys()]);
      report("translation_of_unknown_app", at, { name, hint });
    } else if (isEntry(entry, at, report)) checkAppEntry(entry, app, at, report);
  }
  checkOptionSetEntries(content, known.options, report);
  checkScreenEntries("views", content, known.views, report);
  checkScreenEntries("forms", content, known.forms, report);
  checkAccessEntries("roles", content, known.roles, report);
  checkAccessEntries("sharing", content, known.sharing, report);
  checkScriptEntries(content, known.scripts, report);
  checkWorkflowEntries(content, known.workflows, { checkFields, isEntry }, report);
}

/** Titles of scripts, of their actions, and of the fields that those ask for. */
function checkScriptEntries(
  content: JsonSchema,
  known: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  for (const [name, entry] of Object.entries(objectOrEmpty(content.scripts))) {
    const at = pointer("/scripts", name);
    const script = known.get(name);
    if (script === undefined) {
      const hint = hintAmong(name, [...known.keys()]);
      report("translation_of_unknown_script", at, { name, hint });
    } else if (isEntry(entry, at, report)) {
      checkKeywords(entry, scriptKinds, at, report);
      checkTexts(entry, at, report);
      checkKeywords(objectOrEmpty(entry.action), actionKinds, pointer(at, "action"), report);
      const asked = objectOrEmpty(objectOrEmpty(script.action ?? script.endpoint).input);
      checkFields(objectOrEmpty(entry.fields), asked, pointer(at, "fields"), report);
    }
  }
}

/** Titles of option sets, and of their options by value. */
function checkOptionSetEntries(
  content: JsonSchema,
  known: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  for (const [name, entry] of Object.entries(objectOrEmpty(content.options))) {
    const at = pointer("/options", name);
    const set = known.get(name);
    if (set === undefined) {
      const hint = hintAmong(name, [...known.keys()]);
      report("translation_of_unknown_options", at, { name, hint });
    } else if (isEntry(entry, at, report)) {
      checkKeywords(entry, { ...common, options: "object" }, at, report);
      checkTexts(entry, at, report);
      const titles = objectOrEmpty(entry.options);
      checkOptionTitles(titles, { oneOf: set.options }, {}, pointer(at, "options"), report);
    }
  }
}

/** Messages of rules by the name of the rule. */
function checkRuleEntries(
  entries: JsonSchema,
  object: JsonSchema,
  path: string,
  report: Report,
): void {
  const rules: readonly unknown[] = Array.isArray(object.rules) ? object.rules : [];
  const known = rules.map((rule) => textOrEmpty(objectOrEmpty(rule).name));
  for (const [name, entry] of Object.entries(entries)) {
    const at = pointer(path, name);
    if (!known.includes(name)) {
      report("translation_of_unknown_rule", at, { name, hint: hintAmong(name, known) });
    } else if (isEntry(entry, at, report)) checkKeywords(entry, ruleKinds, at, report);
  }
}

/** Titles of views and forms, and of the sections of forms by the section's own title. */
function checkScreenEntries(
  kind: "views" | "forms",
  content: JsonSchema,
  known: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  for (const [name, entry] of Object.entries(objectOrEmpty(content[kind]))) {
    const at = pointer("", kind, name);
    const screen = known.get(name);
    if (screen === undefined) {
      report("translation_of_unknown_screen", at, {
        name,
        hint: hintAmong(name, [...known.keys()]),
      });
    } else if (isEntry(entry, at, report)) {
      checkKeywords(
        entry,
        kind === "forms" ? { ...common, sections: "object" } : common,
        at,
        report,
      );
      checkTexts(entry, at, report);
      checkSectionTitles(objectOrEmpty(entry.sections), screen, pointer(at, "sections"), report);
    }
  }
}

/** Titles of roles and sharing rules. */
function checkAccessEntries(
  kind: "roles" | "sharing",
  content: JsonSchema,
  known: ReadonlyMap<string, JsonSchema>,
  report: Report,
): void {
  const unknown = kind === "roles" ? "role_unknown" : "sharing_rule_unknown";
  for (const [name, entry] of Object.entries(objectOrEmpty(content[kind]))) {
    const at = pointer("", kind, name);
    if (!known.has(name)) report(unknown, at, { name, hint: hintAmong(name, [...known.keys()]) });
    else if (isEntry(entry, at, report)) {
      checkKeywords(entry, common, at, report);
      checkTexts(entry, at, report);
    }
  }
}

function checkSectionTitles(
  titles: JsonSchema,
  form: JsonSchema,
  path: string,
  report: Report,
): void {
  const sections: readonly unknown[] = Array.isArray(form.sections) ? form.sections : [];
  const known = sections.map((section) => textOrEmpty(objectOrEmpty(section).title));
  for (const [title, text] of Object.entries(titles)) {
    const at = pointer(path, title);
    if (!known.includes(title)) {
      report("translation_of_unknown_group", at, { name: title, hint: hintAmong(title, known) });
    } else if (typeof text !== "string") {
      report("keyword_wrong_type", at, { keyword: title, expected: jsonKinds.text });
    }
  }
}

function isEntry(entry: unknown, path: string, report: Report): entry is JsonSchema {
  if (isJsonObject(entry)) return true;
  const keyword = path.split("/").at(-1) ?? "";
  report("keyword_wrong_type", path, { keyword, expected: jsonKinds.object });
  return false;
}

function checkFields(entries: JsonSchema, rows: JsonSchema, path: string, report: Report): void {
  const properties = objectOrEmpty(rows.properties);
  for (const [name, entry] of Object.entries(entries)) {
    const at = pointer(path, name);
    if (!Object.hasOwn(properties, name)) {
      const hint = hintAmong(name, Object.keys(properties));
      report("translation_of_unknown_field", at, { name, hint });
    } else if (isEntry(entry, at, report)) {
      checkKeywords(entry, fieldKinds, at, report);
      checkTexts(entry, at, report);
      const schema = objectOrEmpty(properties[name]);
      const items = objectOrEmpty(schema.items);
      checkOptionTitles(
        objectOrEmpty(entry.options),
        schema,
        items,
        pointer(at, "options"),
        report,
      );
      checkFields(objectOrEmpty(entry.fields), items, pointer(at, "fields"), report);
    }
  }
}

function checkTransitions(
  entries: JsonSchema,
  object: JsonSchema,
  path: string,
  report: Report,
): void {
  const names = lifecycleOf(object)?.transitions.map(({ name }) => name) ?? [];
  for (const [name, entry] of Object.entries(entries)) {
    const at = pointer(path, name);
    if (!names.includes(name)) {
      report("translation_of_unknown_transition", at, { name, hint: hintAmong(name, names) });
    } else if (isEntry(entry, at, report)) checkKeywords(entry, transitionKinds, at, report);
  }
}

function checkOptionTitles(
  titles: JsonSchema,
  schema: JsonSchema,
  items: JsonSchema,
  path: string,
  report: Report,
): void {
  const choices = choicesOf(schema) ?? choicesOf(items) ?? [];
  const values = choices.map((choice) => choice.value);
  for (const [value, title] of Object.entries(titles)) {
    const at = pointer(path, value);
    if (!values.includes(value)) {
      report("translation_of_unknown_option", at, { value, hint: hintAmong(value, values) });
    } else if (typeof title !== "string") {
      report("keyword_wrong_type", at, { keyword: value, expected: jsonKinds.text });
    }
  }
}

/** `navigation`: titles by the app's own titles, or a list of them in the app's order. */
function checkAppEntry(entry: JsonSchema, app: JsonSchema, path: string, report: Report): void {
  checkKeywords(entry, appKinds, path, report);
  checkTexts(entry, path, report);
  const { navigation } = entry;
  const at = pointer(path, "navigation");
  if (navigation === undefined) return;
  const groups: readonly unknown[] = Array.isArray(app.navigation) ? app.navigation : [];
  const titles = groups.map((group) => textOrEmpty(objectOrEmpty(group).title));
  if (Array.isArray(navigation)) {
    const expected = titles.length;
    if (navigation.length !== expected || navigation.some((title) => typeof title !== "string")) {
      report("translation_of_navigation", at, { expected });
    }
  } else if (isEntry(navigation, at, report)) {
    for (const [title, text] of Object.entries(navigation)) {
      const place = pointer(at, title);
      if (!titles.includes(title)) {
        report("translation_of_unknown_group", place, {
          name: title,
          hint: hintAmong(title, titles),
        });
      } else if (typeof text !== "string") {
        report("keyword_wrong_type", place, { keyword: title, expected: jsonKinds.text });
      }
    }
  }
}
