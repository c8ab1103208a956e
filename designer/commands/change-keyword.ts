/** A keyword of a document gets another value: what many commands do. */
import { type Design, withContent, withKeyword } from "../document/design-documents.ts";

export interface DocumentKeyword<Keyword extends string> {
  /** Key of the document. */
  readonly document: string;
  readonly keyword: Keyword;
  /** `undefined` removes the keyword. */
  readonly value: unknown;
}

export function changeKeyword(
  design: Design,
  { document, keyword, value }: DocumentKeyword<string>,
): Design {
  const documents = withContent(design.documents, document, (content) =>
    withKeyword(content, keyword, value),
  );
  return documents === design.documents ? design : { ...design, documents };
}
