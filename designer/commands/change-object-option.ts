import { withContent, withKeyword } from "../document/design-documents.ts";
import { command } from "./command.ts";

export interface ChangeObjectOptionInput {
  /** Key of the document; apps and other documents change the same way. */
  readonly document: string;
  readonly keyword: string;
  /** `undefined` removes the keyword. */
  readonly value: unknown;
}

export const changeObjectOption = command<ChangeObjectOptionInput>({
  id: "change_object_option",
  label: { en: "Change object", "zh-CN": "修改对象" },
  run(design, { document, keyword, value }) {
    const documents = withContent(design.documents, document, (content) =>
      withKeyword(content, keyword, value),
    );
    return documents === design.documents ? design : { ...design, documents };
  },
});
