/** What a changed document is called in a sentence, and what about it changes where that is short. */
import type { DocumentKind } from "../documents/document.ts";
import { objectOrEmpty } from "../json-object.ts";
import type { Locale, Text } from "../text.ts";
import type { DocumentChange } from "./change.ts";
import type { ChangeTitles } from "./change-titles.ts";
import { changedKeywords } from "./changed-keywords.ts";

const kindNames: Readonly<Record<DocumentKind, Text>> = {
  app: { en: "app", "zh-CN": "应用" },
  object: { en: "object", "zh-CN": "对象" },
  options: { en: "option set", "zh-CN": "选项集" },
  view: { en: "view", "zh-CN": "视图" },
  form: { en: "form", "zh-CN": "表单" },
  role: { en: "role", "zh-CN": "角色" },
  sharing_rule: { en: "sharing rule", "zh-CN": "共享规则" },
  calendar: { en: "calendar", "zh-CN": "工作日历" },
  script: { en: "script", "zh-CN": "脚本" },
  workflow: { en: "workflow", "zh-CN": "流程" },
  translation: { en: "translation", "zh-CN": "翻译" },
};

/** Parts of documents that a word names; the others are not told apart. */
const partNames: Readonly<Record<string, Text>> = {
  title: { en: "title", "zh-CN": "标题" },
  description: { en: "description", "zh-CN": "说明" },
  navigation: { en: "navigation", "zh-CN": "导航" },
  options: { en: "options", "zh-CN": "选项" },
  columns: { en: "columns", "zh-CN": "列" },
  filter: { en: "filter", "zh-CN": "筛选条件" },
  sort: { en: "order", "zh-CN": "排序" },
  includes: { en: "included roles", "zh-CN": "包含的角色" },
  objects: { en: "rights", "zh-CN": "权限" },
};

/** Names listed; of more, a sentence says nothing. */
const listedMax = 5;

/** `{ document: "app", name: "“Trading”", parts: ": navigation" }` */
export function documentWords(change: DocumentChange, locale: Locale, titles: ChangeTitles) {
  const { document, name, content } = change;
  const isTranslation = document === "translation";
  const parts = isTranslation ? translatedParts(change, titles) : partsOf(change, locale);
  const isListed = parts.length > 0 && parts.length <= listedMax;
  const [colon, comma] = locale === "zh-CN" ? ["：", "、"] : [": ", ", "];
  const listed = isListed ? colon + parts.join(comma) : "";
  if (isTranslation) return { ...translationWords(name, locale), parts: listed };
  return {
    document: kindNames[document][locale],
    name: `“${titles.document(document, name, content)}”`,
    parts: listed,
  };
}

/** `translation into Chinese (China)`, `英语翻译` */
function translationWords(language: string, locale: Locale) {
  const called = new Intl.DisplayNames([locale], { type: "language" }).of(language) ?? language;
  const kind = kindNames.translation[locale];
  return locale === "zh-CN"
    ? { document: called, name: kind }
    : { document: `${kind} into`, name: called };
}

const ofThemselves = new Set(["$schema", "id", "name"]);

/** What changes, when all of it has a word. */
function partsOf({ former, content }: DocumentChange, locale: Locale): readonly string[] {
  if (former === null) return [];
  const keywords = changedKeywords(former, content, ofThemselves);
  const words = keywords.flatMap((keyword) =>
    Object.hasOwn(partNames, keyword) ? (partNames[keyword]?.[locale] ?? []) : [],
  );
  return words.length === keywords.length ? words : [];
}

/** What is called or said otherwise, when these are objects alone. */
function translatedParts({ former, content }: DocumentChange, titles: ChangeTitles) {
  if (former === null) return [];
  const branches = changedKeywords(former, content, ofThemselves);
  if (branches.some((branch) => branch !== "objects")) return [];
  const names = changedKeywords(
    objectOrEmpty(former.objects),
    objectOrEmpty(content.objects),
    new Set(),
  );
  return names.map((name) => `“${titles.document("object", name, {})}”`);
}
