/** Sharing rules: made, changed, copied, called otherwise, taken away. */
import { textOrEmpty } from "../../metadata/json-object.ts";
import { renameSharingRule as renameEverywhere } from "../../metadata/refactor/rename-role.ts";
import type { Locale } from "../../metadata/text.ts";
import { type NameMistake, nameMistake, proposeName } from "../document/api-name.ts";
import {
  type Design,
  type DesignDocuments,
  documentsOfKind,
  objectNames,
  withContent,
  withDocument,
  withKeyword,
  withoutDocument,
} from "../document/design-documents.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { command } from "./command.ts";
import { withTitledDocument } from "./titled-document.ts";

const ruleNames = (documents: DesignDocuments): readonly string[] =>
  documentsOfKind(documents, "sharing_rule").map(({ name }) => name);

/** Why the rule may not take this name. */
export function sharingRuleNameMistake(
  documents: DesignDocuments,
  key: string,
  name: string,
): NameMistake | null {
  const own = documents.get(key)?.name;
  return nameMistake(
    name,
    ruleNames(documents).filter((other) => other !== own),
  );
}

export interface AddSharingRuleInput {
  readonly title: string;
  readonly locale: Locale;
}

/** Begins with the first object and a condition that nobody has written: it shares nothing yet. */
export const addSharingRule = command<AddSharingRuleInput>({
  id: "add_sharing_rule",
  label: { en: "Add sharing rule", "zh-CN": "新增共享规则" },
  run(design, { title, locale }) {
    const name = proposeName(title, ruleNames(design.documents), "rule");
    const object = objectNames(design.documents)[0] ?? "";
    const content = { $schema: "tenon:sharing_rule", name, object, when: "false", access: "read" };
    const document = { key: `sharing_rule/${name}`, kind: "sharing_rule", name, content } as const;
    return withTitledDocument(design, document, title, locale);
  },
});

export interface SharingRuleTarget {
  /** Key of the document. */
  readonly document: string;
}

export const duplicateSharingRule = command<SharingRuleTarget>({
  id: "duplicate_sharing_rule",
  label: { en: "Duplicate sharing rule", "zh-CN": "复制共享规则" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document) return design;
    const name = proposeName(document.name, ruleNames(design.documents), "rule");
    const title = `${textOrEmpty(document.content.title)} 2`.trim();
    const key = `sharing_rule/${name}`;
    const content = { ...document.content, name, title };
    return {
      documents: withDocument(design.documents, { key, kind: "sharing_rule", name, content }),
      selection: { document: key, field: null },
    };
  },
});

export const removeSharingRule = command<SharingRuleTarget>({
  id: "remove_sharing_rule",
  label: { en: "Remove sharing rule", "zh-CN": "删除共享规则" },
  run(design, input) {
    const name = design.documents.get(input.document)?.name;
    if (name === undefined) return design;
    const removed: Design = {
      documents: withoutDocument(design.documents, input.document),
      selection: { document: null, field: null },
    };
    return { ...removed, documents: moveTranslations(removed, ["sharing", name], null) };
  },
});

export const renameSharingRule = command<SharingRuleTarget & { readonly name: string }>({
  id: "rename_sharing_rule",
  label: { en: "Rename sharing rule", "zh-CN": "重命名共享规则" },
  run(design, input) {
    const document = design.documents.get(input.document);
    if (!document || document.name === input.name) return design;
    if (sharingRuleNameMistake(design.documents, document.key, input.name) !== null) return design;
    const renamed = renameEverywhere([...design.documents.values()], document.name, input.name);
    const key = `sharing_rule/${input.name}`;
    const documents = renamed.map((entry) =>
      entry.key === document.key ? { ...entry, key } : entry,
    );
    return {
      documents: new Map(documents.map((entry) => [entry.key, entry])),
      selection: { document: key, field: null },
    };
  },
});

export interface ChangeSharingRuleInput extends SharingRuleTarget {
  readonly keyword: "object" | "when" | "roles" | "access";
  /** `undefined` removes the keyword. */
  readonly value: unknown;
}

export const changeSharingRule = command<ChangeSharingRuleInput>({
  id: "change_sharing_rule",
  label: { en: "Change sharing rule", "zh-CN": "修改共享规则" },
  run(design, { document, keyword, value }) {
    const documents = withContent(design.documents, document, (content) =>
      withKeyword(content, keyword, value),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
