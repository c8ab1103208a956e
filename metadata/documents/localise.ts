/** Folds the texts of a translation document into titles, for screens that know no translations. */
import type { JsonSchema } from "../fields/field-type.ts";
import { isJsonObject, objectOrEmpty } from "../json-object.ts";

/**
 * An object document with its titles, descriptions and option titles in the language of
 * `translation`, the content of a translation document. Texts without translation stay.
 * `enum` becomes `oneOf` of `const` and `title` where options are translated.
 */
export function localiseObject(content: JsonSchema, translation: JsonSchema): JsonSchema {
  const entry = member(translation.objects, String(content.name));
  if (entry === null) return content;
  const rows = localiseRows(content, entry);
  return {
    ...rows,
    ...(Array.isArray(content.rules) && isJsonObject(entry.rules)
      ? { rules: localiseRules(content.rules, entry.rules) }
      : {}),
    ...(isJsonObject(content.lifecycle)
      ? { lifecycle: localiseLifecycle(content.lifecycle, entry.transitions) }
      : {}),
  };
}

/** Rules with the message of the translation, by the name of the rule. */
function localiseRules(rules: readonly unknown[], entries: JsonSchema): readonly unknown[] {
  return rules.map((rule) => {
    if (!isJsonObject(rule)) return rule;
    const message = member(entries, String(rule.name))?.message;
    return typeof message === "string" && message !== "" ? { ...rule, message } : rule;
  });
}

function localiseLifecycle(lifecycle: JsonSchema, entries: unknown): JsonSchema {
  if (!Array.isArray(lifecycle.transitions)) return lifecycle;
  const transitions = lifecycle.transitions.map((transition: unknown) => {
    if (!isJsonObject(transition)) return transition;
    const entry = member(entries, String(transition.name));
    if (entry === null) return transition;
    const { title } = textsIn(entry);
    const { message } = entry;
    return {
      ...transition,
      ...(title === undefined ? {} : { title }),
      ...(typeof message === "string" && message !== "" ? { message } : {}),
    };
  });
  return { ...lifecycle, transitions };
}

/** An option set with its titles, and those of its options, in the language of `translation`. */
export function localiseOptionSet(content: JsonSchema, translation: JsonSchema): JsonSchema {
  const entry = member(translation.options, String(content.name));
  if (entry === null) return content;
  const titled = { ...content, ...textsIn(entry) };
  const { options } = content;
  if (!Array.isArray(options) || !isJsonObject(entry.options)) return titled;
  const titles = entry.options;
  return { ...titled, options: options.map((option: unknown) => titledOption(option, titles)) };
}

/** An app document in the language of `translation`. */
export function localiseApp(content: JsonSchema, translation: JsonSchema): JsonSchema {
  const entry = member(translation.apps, String(content.name));
  if (entry === null) return content;
  const titled = { ...content, ...textsIn(entry) };
  if (!Array.isArray(content.navigation)) return titled;
  const { navigation } = entry;
  return {
    ...titled,
    navigation: content.navigation.map((group: unknown, index) => {
      if (!isJsonObject(group)) return group;
      const title = Array.isArray(navigation)
        ? navigation[index]
        : ownMember(navigation, String(group.title));
      return typeof title === "string" ? { ...group, title } : group;
    }),
  };
}

/** A script document in the language of `translation`: what people read of its action. */
export function localiseScript(content: JsonSchema, translation: JsonSchema): JsonSchema {
  const entry = member(translation.scripts, String(content.name));
  if (entry === null) return content;
  const titled = { ...content, ...textsIn(entry) };
  if (!isJsonObject(content.action)) return titled;
  const words = objectOrEmpty(entry.action);
  const { confirm } = words;
  const { input } = content.action;
  return {
    ...titled,
    action: {
      ...content.action,
      ...textsIn(words),
      ...(typeof confirm === "string" && confirm !== "" ? { confirm } : {}),
      ...(isJsonObject(input) ? { input: localiseRows(input, { fields: entry.fields }) } : {}),
    },
  };
}

/** A workflow document in the language of `translation`: its title, its steps', what it asks before it begins. */
export function localiseWorkflow(content: JsonSchema, translation: JsonSchema): JsonSchema {
  const entry = member(translation.workflows, String(content.name));
  if (entry === null) return content;
  const titled = { ...content, ...textsIn(entry) };
  const { on, steps, variables } = content;
  const fields = objectOrEmpty(entry.fields);
  const { done } = entry;
  return {
    ...titled,
    ...(isJsonObject(steps) ? { steps: titledMembers(steps, objectOrEmpty(entry.steps)) } : {}),
    ...(isJsonObject(variables) ? { variables: titledMembers(variables, fields) } : {}),
    ...(isJsonObject(on) && isJsonObject(on.form)
      ? {
          on: {
            ...on,
            ...(typeof done === "string" && done !== "" ? { done } : {}),
            form: localiseRows(on.form, { fields }),
          },
        }
      : {}),
  };
}

function titledMembers(members: JsonSchema, entries: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      const entry = member(entries, name);
      return [name, entry && isJsonObject(value) ? { ...value, ...textsIn(entry) } : value];
    }),
  );
}

/** A view or form document in the language of `translation`; sections go by their own titles. */
export function localiseScreen(
  kind: "views" | "forms",
  content: JsonSchema,
  translation: JsonSchema,
): JsonSchema {
  const entry = member(translation[kind], String(content.name));
  if (entry === null) return content;
  const titled = { ...content, ...textsIn(entry) };
  if (!Array.isArray(content.sections)) return titled;
  const sections = content.sections.map((section: unknown) => {
    if (!isJsonObject(section)) return section;
    const title = ownMember(entry.sections, String(section.title));
    return typeof title === "string" ? { ...section, title } : section;
  });
  return { ...titled, sections };
}

function localiseRows(rows: JsonSchema, entry: JsonSchema): JsonSchema {
  const fields = objectOrEmpty(entry.fields);
  const properties = Object.entries(objectOrEmpty(rows.properties)).map(([name, schema]) => {
    const translated = member(fields, name);
    const localised =
      translated && isJsonObject(schema) ? localiseField(schema, translated) : schema;
    return [name, localised];
  });
  return { ...rows, ...textsIn(entry), properties: Object.fromEntries(properties) };
}

function localiseField(schema: JsonSchema, entry: JsonSchema): JsonSchema {
  const titled = { ...schema, ...textsIn(entry) };
  const { items } = schema;
  if (isJsonObject(items) && isJsonObject(entry.fields)) {
    return { ...titled, items: localiseRows(items, { fields: entry.fields }) };
  }
  if (!isJsonObject(entry.options)) return titled;
  return isJsonObject(items)
    ? { ...titled, items: localiseOptions(items, entry.options) }
    : localiseOptions(titled, entry.options);
}

function localiseOptions(schema: JsonSchema, titles: JsonSchema): JsonSchema {
  if (Array.isArray(schema.oneOf)) {
    return {
      ...schema,
      oneOf: schema.oneOf.map((branch: unknown) => titledOption(branch, titles)),
    };
  }
  if (!Array.isArray(schema.enum)) return schema;
  const { enum: values, ...others } = schema;
  const branches = (Array.isArray(values) ? values : []).map((value: unknown) =>
    titledOption({ const: value }, titles),
  );
  return { ...others, oneOf: branches };
}

function titledOption(branch: unknown, titles: JsonSchema): unknown {
  if (!isJsonObject(branch) || typeof branch.const !== "string") return branch;
  const title = ownMember(titles, branch.const);
  return typeof title === "string" ? { ...branch, title } : branch;
}

/** The title and description of an entry, as far as they are texts that say something. */
function textsIn(entry: JsonSchema): { title?: string; description?: string } {
  return {
    ...(typeof entry.title === "string" && entry.title !== "" ? { title: entry.title } : {}),
    ...(typeof entry.description === "string" && entry.description !== ""
      ? { description: entry.description }
      : {}),
  };
}

function ownMember(value: unknown, name: string): unknown {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

function member(value: unknown, name: string): JsonSchema | null {
  const found = ownMember(value, name);
  return isJsonObject(found) ? found : null;
}
