import { titleFromName } from "../../metadata/model/resolve-object.ts";
import type { Locale } from "../../metadata/text.ts";
import { proposeName } from "../document/api-name.ts";
import { baseLanguage } from "../document/base-language.ts";
import {
  type Design,
  documentsOfKind,
  withContent,
  withDocument,
  withKeyword,
  withoutDocument,
} from "../document/design-documents.ts";
import { writeText } from "../document/localised-text.ts";
import { viewsOf } from "../document/object-views.ts";
import { moveTranslations } from "../document/translation-document.ts";
import { changeKeyword, type DocumentKeyword } from "./change-keyword.ts";
import { command } from "./command.ts";

export interface AddViewInput {
  /** Name of the object. */
  readonly object: string;
  readonly title: string;
  readonly locale: Locale;
}

export const addView = command<AddViewInput>({
  id: "add_view",
  label: { en: "Add view", "zh-CN": "新增视图" },
  run(design, { object, title, locale }) {
    const taken = documentsOfKind(design.documents, "view").map(({ name }) => name);
    const name = proposeName(`${object} view`, taken, "view");
    const key = `view/${name}`;
    const foreign = locale !== baseLanguage(design.documents, locale);
    const position = viewsOf(design.documents, object).length + 1;
    const own = foreign ? titleFromName(name) : title;
    const content = { name, title: own, object, position };
    const documents = withDocument(design.documents, { key, kind: "view", name, content });
    if (!foreign) return { ...design, documents };
    const place = { document: key, path: ["title"], texts: ["views", name, "title"] };
    return { ...design, documents: writeText({ ...design, documents }, place, locale, title) };
  },
});

export const changeView = command<DocumentKeyword<string>>({
  id: "change_view",
  label: { en: "Change view", "zh-CN": "修改视图" },
  run: changeKeyword,
});

/** Gives the views of an object their places anew, one of them `step` further on. */
export const moveView = command<{ readonly document: string; readonly step: number }>({
  id: "move_view",
  label: { en: "Move view", "zh-CN": "移动视图" },
  run(design, { document, step }) {
    const object = design.documents.get(document)?.content.object;
    const keys = viewsOf(design.documents, String(object)).map(({ key }) => key);
    const from = keys.indexOf(document);
    const to = from + step;
    if (from < 0 || to < 0 || to >= keys.length) return design;
    const order = keys.toSpliced(from, 1).toSpliced(to, 0, document);
    const documents = order.reduce(
      (all, key, index) =>
        withContent(all, key, (content) => withKeyword(content, "position", index + 1)),
      design.documents,
    );
    return { ...design, documents };
  },
});

export const removeView = command<{ readonly document: string }>({
  id: "remove_view",
  label: { en: "Remove view", "zh-CN": "删除视图" },
  run(design, { document }) {
    const name = design.documents.get(document)?.name;
    if (name === undefined) return design;
    const removed: Design = { ...design, documents: withoutDocument(design.documents, document) };
    return { ...removed, documents: moveTranslations(removed.documents, ["views", name], null) };
  },
});
