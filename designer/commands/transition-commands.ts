import { mapFields } from "../../metadata/refactor/map-fields.ts";
import { withKeyword } from "../document/design-documents.ts";
import { entryCommands } from "./entry-commands.ts";

/** The steps between the states of an object's records. */
export const transitionCommands = entryCommands({
  id: "transition",
  path: ["lifecycle", "transitions"],
  key: "name",
  labels: {
    add: { en: "Add step", "zh-CN": "新增步骤" },
    change: { en: "Change step", "zh-CN": "修改步骤" },
    move: { en: "Move step", "zh-CN": "移动步骤" },
    remove: { en: "Remove step", "zh-CN": "删除步骤" },
  },
  keepsEmpty: true,
  texts: ({ name }, transition) => ["objects", name, "transitions", transition],
  // Numbers that the step gives.
  follow: (content, from, to) =>
    mapFields(content, (schema) =>
      schema.assign_on === from ? withKeyword(schema, "assign_on", to) : schema,
    ),
});
