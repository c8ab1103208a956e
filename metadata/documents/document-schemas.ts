/**
 * The JSON Schema of each kind of document, for editors that complete and explain while one
 * types. `checkDocuments` finds more and says it better. Generated into `*.schema.generated.json`
 * and the types of `documents.generated.ts` by `npm run generate`.
 */

import type { FieldType, JsonSchema } from "../fields/field-type.ts";
import { fieldTypes } from "../fields/index.ts";
import { choiceOptions } from "../fields/select-options.ts";
import { commonOptions, optionText } from "../fields/shared-options.ts";
import { isJsonObject } from "../json-object.ts";
import { historyDaysMaximum } from "../model/history-days.ts";
import { roleSchema, sharingRuleSchema } from "./access-schemas.ts";
import { assignmentSchema } from "./assignment-schema.ts";
import { calendarSchema } from "./calendar-schema.ts";
import type { DocumentKind } from "./document.ts";
import { ruleSchema } from "./rule-schema.ts";
import { additions, description, dialect, name, names, title } from "./schema-parts.ts";
import { formSchema, viewSchema } from "./screen-schemas.ts";
import { scriptSchema } from "./script-schema.ts";
import { workflowSchema } from "./workflow-schema.ts";

const id = {
  type: "string",
  pattern: "^[a-z0-9]{10}$",
  description: "Stable id, given by the engine; keeps a rename a rename.",
} as const;

export function documentSchemas(): Readonly<Record<DocumentKind, JsonSchema>> {
  return {
    app: appSchema(),
    object: objectSchema(),
    options: optionSetSchema(),
    view: viewSchema(),
    form: formSchema(),
    role: roleSchema(),
    sharing_rule: sharingRuleSchema(),
    calendar: calendarSchema(),
    script: scriptSchema(),
    workflow: workflowSchema(),
    translation: translationSchema(),
  };
}

function appSchema(): JsonSchema {
  return {
    $schema: dialect,
    title: "AppDocument",
    description: "A package of metadata: what it is called and what its menu shows.",
    type: "object",
    required: ["name"],
    properties: {
      $schema: { type: "string" },
      name,
      title,
      version: { type: "string", description: "Three numbers: 1.0.0." },
      description,
      depends: names("Names of the apps this one builds on."),
      navigation: {
        type: "array",
        description: "The menu, in groups.",
        items: {
          type: "object",
          required: ["title", "items"],
          properties: { title, items: names("Names of objects.") },
          ...additions,
        },
      },
    },
    ...additions,
  };
}

function optionSetSchema(): JsonSchema {
  return {
    $schema: dialect,
    title: "OptionSetDocument",
    description: 'Options that fields share by {"$ref": "options:NAME"}.',
    type: "object",
    required: ["name", "options"],
    properties: {
      $schema: { type: "string" },
      name,
      title,
      description,
      options: plain(choiceOptions.oneOf),
    },
    ...additions,
  };
}

function objectSchema(): JsonSchema {
  const rows = {
    title,
    description,
    type: { const: "object" },
    required: names("Names of the fields that may not be empty."),
    properties: {
      type: "object",
      description: "The fields, in the order of forms and lists.",
      propertyNames: name,
      additionalProperties: { $ref: "#/$defs/field" },
    },
    id,
  };
  return {
    $schema: dialect,
    title: "ObjectDocument",
    description: "A business object: a JSON Schema whose properties are its fields.",
    type: "object",
    required: ["name", "properties"],
    properties: {
      $schema: { type: "string", description: "tenon:object, or left out." },
      name,
      ...rows,
      record_title: { type: "string", description: "Name of the field that stands for a record." },
      singleton: {
        type: "boolean",
        description: "There is exactly one record, made of the defaults: settings.",
      },
      unique: {
        type: "array",
        description: "Lists of fields whose values together occur once.",
        items: names("Names of fields."),
      },
      rules: {
        type: "array",
        description: "What every record must keep beyond the schema of its fields.",
        items: { $ref: "#/$defs/rule" },
      },
      lifecycle,
      assign: {
        type: "array",
        description: "Who is to own new records: the first rule that finds somebody.",
        items: { $ref: "#/$defs/assignment" },
      },
      history: {
        type: "object",
        description: "How long it is kept who changed what; for ever when left out.",
        properties: {
          days: { type: "integer", minimum: 1, maximum: historyDaysMaximum, description: "Days." },
        },
        ...additions,
      },
    },
    patternProperties: { "^x-": {} },
    $defs: { ...fieldDefinitions(rows), rule: ruleSchema, assignment: assignmentSchema },
  };
}

const lifecycle = {
  type: "object",
  description: "States of a record and the steps between them.",
  required: ["field", "transitions"],
  properties: {
    field: { type: "string", description: "The select field whose options are the states." },
    initial: { type: "string", description: "State of new records; else the field's default." },
    transitions: {
      type: "array",
      items: {
        type: "object",
        required: ["name", "from", "to"],
        properties: {
          name,
          title,
          from: names("States from which the step leads on."),
          to: { type: "string", description: "The state it leads to." },
          when: { type: "string", description: "An expression that must hold." },
          message: { type: "string", description: "What to do when it does not." },
          required: names("Fields that may not be empty after the step."),
        },
        ...additions,
      },
    },
    locked: names("States in which records change by transitions only."),
  },
  ...additions,
} as const;

function fieldDefinitions(rows: JsonSchema): JsonSchema {
  const definitions = fieldTypes.map((type) => [`${type.name}_field`, fieldSchema(type)] as const);
  return {
    field: {
      title: "Field",
      anyOf: definitions.map(([key]) => ({ $ref: `#/$defs/${key}` })),
    },
    rows: {
      title: "Rows",
      type: "object",
      required: ["properties"],
      properties: rows,
      patternProperties: { "^x-": {} },
    },
    ...Object.fromEntries(definitions),
  };
}

function fieldSchema(type: FieldType): JsonSchema {
  const { $ref, format } = type.template;
  const fixed = [
    ...($ref === undefined ? [] : [["$ref", { const: $ref }] as const]),
    ...(format === undefined ? [] : [["format", { const: format }] as const]),
  ];
  const own = { ...commonOptions, ...type.options.properties };
  if (type.storage === "child_table") own.items = { $ref: "#/$defs/rows" };
  return {
    title: `${titleCase(type.name)}Field`,
    description: type.description.en,
    type: "object",
    required: [
      ...fixed.map(([keyword]) => keyword),
      ...(type.options.required ?? []),
      ...($ref === undefined && type.template.type !== undefined ? ["type"] : []),
    ],
    properties: Object.fromEntries([
      ...Object.entries(own).map(([key, schema]) => [key, plain(schema)] as const),
      ...fixed,
    ]),
    patternProperties: { "^x-": {} },
  };
}

/** The schema of a keyword with its English words where editors look for them. */
function plain(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(plain);
  if (!isJsonObject(schema)) return schema;
  const text = optionText(schema);
  const members = Object.entries(schema)
    .filter(([keyword]) => !keyword.startsWith("x-"))
    .map(([keyword, member]) => [keyword, plain(member)]);
  return { ...Object.fromEntries(members), ...(text ? { description: text.description.en } : {}) };
}

function titleCase(text: string): string {
  return text.replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

const messagesByRule = {
  description: "By name of the rule.",
  type: "object",
  additionalProperties: {
    type: "object",
    properties: { message: { type: "string" } },
    ...additions,
  },
} as const;

const wordsByTransition = {
  description: "By name of the transition of the lifecycle.",
  type: "object",
  additionalProperties: {
    type: "object",
    properties: { title, message: { type: "string" } },
    ...additions,
  },
} as const;

const wordsByScript = {
  type: "object",
  description: "By name of the script.",
  additionalProperties: {
    type: "object",
    properties: {
      title,
      description,
      action: { type: "object", properties: { title, confirm: { type: "string" } }, ...additions },
      fields: { $ref: "#/$defs/fields" },
    },
    ...additions,
  },
} as const;

const wordsByWorkflow = {
  type: "object",
  description: "By name of the workflow; fields are its variables, or those of its form.",
  additionalProperties: {
    type: "object",
    properties: {
      title,
      description,
      done: { type: "string" },
      steps: {
        type: "object",
        additionalProperties: { type: "object", properties: { title, description }, ...additions },
      },
      fields: { $ref: "#/$defs/fields" },
    },
    ...additions,
  },
} as const;

const titlesByName = (what: string): JsonSchema => ({
  type: "object",
  description: `By name of the ${what}.`,
  additionalProperties: { type: "object", properties: { title, description }, ...additions },
});

function translationSchema(): JsonSchema {
  const texts = { title, description };
  return {
    $schema: dialect,
    title: "TranslationDocument",
    description: "Titles and help texts in one language; the file is called after it.",
    type: "object",
    properties: {
      $schema: { type: "string" },
      views: titlesByName("view"),
      roles: titlesByName("role"),
      sharing: titlesByName("sharing rule"),
      scripts: wordsByScript,
      workflows: wordsByWorkflow,
      forms: {
        type: "object",
        description: "By name of the form.",
        additionalProperties: {
          type: "object",
          properties: {
            ...texts,
            sections: {
              description: "By the section's own title.",
              type: "object",
              additionalProperties: { type: "string" },
            },
          },
          ...additions,
        },
      },
      objects: {
        type: "object",
        description: "By name of the object.",
        additionalProperties: {
          type: "object",
          properties: {
            ...texts,
            fields: { $ref: "#/$defs/fields" },
            rules: messagesByRule,
            transitions: wordsByTransition,
          },
          ...additions,
        },
      },
      apps: {
        type: "object",
        description: "By name of the app.",
        additionalProperties: {
          type: "object",
          properties: {
            ...texts,
            navigation: {
              description: "By the group's own title, or all titles in order.",
              anyOf: [
                { type: "object", additionalProperties: { type: "string" } },
                { type: "array", items: { type: "string" } },
              ],
            },
          },
          ...additions,
        },
      },
    },
    $defs: {
      fields: {
        title: "FieldTranslations",
        description: "By name of the field.",
        type: "object",
        additionalProperties: {
          type: "object",
          properties: {
            ...texts,
            options: {
              description: "Titles by value of the option.",
              type: "object",
              additionalProperties: { type: "string" },
            },
            fields: { $ref: "#/$defs/fields" },
          },
          ...additions,
        },
      },
    },
    ...additions,
  };
}
