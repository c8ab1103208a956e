/**
 * The documents of the objects that every workspace has: who works there, and how they are
 * organised. Ids are fixed, so that they are the same objects everywhere.
 */
import type { JsonSchema } from "../json-object.ts";
import { builtInIds } from "../model/object-model.ts";
import type { Locale, Text } from "../text.ts";

interface BuiltInObject {
  readonly title: Text;
  readonly required: readonly string[];
  readonly fields: Readonly<Record<string, BuiltInField>>;
}

interface BuiltInField {
  readonly id: string;
  readonly title: Text;
  readonly schema: JsonSchema;
  readonly description?: Text;
}

const field = (id: string, en: string, chinese: string, schema: JsonSchema): BuiltInField => ({
  id,
  title: { en, "zh-CN": chinese },
  schema,
});

const lookup = (target: string): JsonSchema => ({
  $ref: "tenon:lookup",
  target,
  on_delete: "clear",
});

const people: BuiltInObject = {
  title: { en: "User", "zh-CN": "人员" },
  required: ["name", "email"],
  fields: {
    // Both belong to the account, which may be known to other workspaces too.
    name: field("tenonusern", "Name", "姓名", { type: "string", readOnly: true }),
    email: field("tenonusere", "E-mail", "邮箱", {
      type: "string",
      format: "email",
      unique: true,
      readOnly: true,
    }),
    department: field("tenonuserd", "Department", "部门", lookup("department")),
    position: field("tenonuserp", "Position", "岗位", lookup("position")),
    // A tree, so that nobody comes to stand above himself and filters take whole branches.
    manager: field("tenonuserm", "Manager", "直属上级", {
      $ref: "tenon:tree_parent",
      on_delete: "clear",
    }),
    teams: field("tenonusert", "Teams", "团队", {
      type: "array",
      items: { $ref: "tenon:lookup", target: "team" },
    }),
    active: {
      ...field("tenonusera", "Active", "在岗", { type: "boolean", default: true }),
      description: {
        en: "Whether this person works here now. It neither gives nor takes access.",
        "zh-CN": "此人目前是否在岗。不影响其登录权限。",
      },
    },
  },
};

const departments: BuiltInObject = {
  title: { en: "Department", "zh-CN": "部门" },
  required: ["name"],
  fields: {
    name: field("tenondeptn", "Name", "名称", { type: "string" }),
    parent: field("tenondeptp", "Parent department", "上级部门", { $ref: "tenon:tree_parent" }),
    head: field("tenondepth", "Head", "负责人", lookup("user")),
  },
};

const teams: BuiltInObject = {
  title: { en: "Team", "zh-CN": "团队" },
  required: ["name"],
  fields: {
    name: field("tenonteamn", "Name", "名称", { type: "string", unique: true }),
    description: field("tenonteamd", "Description", "说明", { $ref: "tenon:long_text" }),
  },
};

const positions: BuiltInObject = {
  title: { en: "Position", "zh-CN": "岗位" },
  required: ["name"],
  fields: {
    name: field("tenonpostn", "Name", "名称", { type: "string", unique: true }),
    rank: {
      ...field("tenonpostr", "Rank", "职级", { type: "integer" }),
      description: {
        en: "A number to order positions by.",
        "zh-CN": "用于岗位排序的数字。",
      },
    },
  },
};

const objects: ReadonlyMap<string, BuiltInObject> = new Map([
  ["user", people],
  ["department", departments],
  ["team", teams],
  ["position", positions],
]);

export const builtInNames: readonly string[] = [...objects.keys()];

const documents = new Map<string, JsonSchema>();

/**
 * The document of a built-in object in one language, without the fields that lead to objects named
 * in `without`; the same value whenever it is asked for.
 */
export function builtInDocument(
  name: string,
  locale: Locale = "en",
  without: readonly string[] = [],
): JsonSchema {
  const key = [name, locale, ...without].join();
  let document = documents.get(key);
  if (document === undefined) {
    document = write(name, locale, without);
    documents.set(key, document);
  }
  return document;
}

function write(name: string, locale: Locale, without: readonly string[]): JsonSchema {
  const object = objects.get(name);
  if (object === undefined) throw new Error(`No built-in object is called ${name}`);
  const fields = Object.entries(object.fields).filter(
    ([, { schema }]) => !without.some((target) => JSON.stringify(schema).includes(`"${target}"`)),
  );
  return {
    $schema: "tenon:object",
    id: builtInIds.get(name),
    name,
    title: object.title[locale],
    type: "object",
    required: object.required,
    properties: Object.fromEntries(
      fields.map(([fieldName, { id, title, schema, description }]) => [
        fieldName,
        {
          id,
          ...schema,
          title: title[locale],
          ...(description === undefined ? {} : { description: description[locale] }),
        },
      ]),
    ),
    record_title: "name",
  };
}
