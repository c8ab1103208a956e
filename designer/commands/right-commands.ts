/** What a role grants or restricts of one object. */
import { everyName, type FieldLevel } from "../../metadata/access/role.ts";
import { type JsonSchema, objectOrEmpty } from "../../metadata/json-object.ts";
import { type Design, withContent, withKeyword } from "../document/design-documents.ts";
import type { RightsSection } from "../document/rights-sections.ts";
import { ownEntry, startingEntry, withEntry } from "../document/role-entries.ts";
import { command } from "./command.ts";

export interface RightTarget {
  /** Key of the role document. */
  readonly document: string;
  readonly section: RightsSection;
  /** Name of the object; `*` for every object without an entry. */
  readonly object: string;
}

function changeEntry(
  design: Design,
  { document, section, object }: RightTarget,
  change: (entry: JsonSchema) => JsonSchema,
): Design {
  const documents = withContent(design.documents, document, (content) => {
    const own = ownEntry(content, section, object);
    const before = own ?? startingEntry(design.documents, content, section, object);
    const entry = change(before);
    if (entry === before) return content;
    // An empty entry beside one for every object says that this object is another matter.
    const means =
      Object.keys(entry).length > 0 ||
      (object !== everyName && ownEntry(content, section, everyName) !== undefined);
    return withEntry(content, section, object, means ? entry : undefined);
  });
  return documents === design.documents ? design : { ...design, documents };
}

export interface ChangeRightInput extends RightTarget {
  /** A verb, an action, `transitions` or `reveal`. */
  readonly keyword: string;
  /** `undefined` removes it. */
  readonly value: unknown;
}

export const changeRight = command<ChangeRightInput>({
  id: "change_right",
  label: { en: "Change rights", "zh-CN": "修改权限" },
  run: (design, { keyword, value, ...target }) =>
    changeEntry(design, target, (entry) => withKeyword(entry, keyword, value)),
});

export interface ChangeFieldLevelInput extends RightTarget {
  /** `price`, `lines.price`; `*` for the fields that are not named. */
  readonly field: string;
  /** `undefined`: as the fields that are not named. */
  readonly level: FieldLevel | undefined;
}

/** Without `fields` a grant means all of them: naming one must not take the others away. */
const allWritable: JsonSchema = { [everyName]: "write" };

export const changeFieldLevel = command<ChangeFieldLevelInput>({
  id: "change_field_level",
  label: { en: "Change rights to fields", "zh-CN": "修改字段权限" },
  run: (design, { field, level, ...target }) =>
    changeEntry(design, target, (entry) => {
      const grants = target.section === "objects";
      const before =
        entry.fields === undefined && grants ? allWritable : objectOrEmpty(entry.fields);
      const fields = withKeyword(before, field, level);
      if (fields === before) return entry;
      const names = Object.keys(fields);
      const isUsual = grants
        ? names.length === 1 && fields[everyName] === "write"
        : names.length === 0;
      return withKeyword(entry, "fields", isUsual ? undefined : fields);
    }),
});

/** Takes back all that is said of one object by its name. */
export const clearRights = command<RightTarget>({
  id: "clear_rights",
  label: { en: "Remove own entry", "zh-CN": "删除单独设置" },
  run(design, { document, section, object }) {
    const documents = withContent(design.documents, document, (content) =>
      withEntry(content, section, object, undefined),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
