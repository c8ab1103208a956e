/**
 * What the server must still be told. Compares the documents on the screen with those the server
 * is known to hold, by key, so that a rename is one removal of the old name and one writing of
 * the new one.
 */
import type { DesignDocument, DesignDocuments } from "./design-documents.ts";

export type DraftCall =
  | { readonly method: "PUT"; readonly document: DesignDocument }
  | { readonly method: "DELETE"; readonly document: DesignDocument };

export function unsavedChanges(
  saved: DesignDocuments,
  present: DesignDocuments,
): readonly DraftCall[] {
  const puts: DraftCall[] = [];
  const deletes: DraftCall[] = [];
  const namesInUse = new Set([...present.values()].map(address));
  for (const document of present.values()) {
    const before = saved.get(document.key);
    if (before && before.content === document.content && before.name === document.name) continue;
    puts.push({ method: "PUT", document });
  }
  for (const document of saved.values()) {
    if (!namesInUse.has(address(document))) deletes.push({ method: "DELETE", document });
  }
  // Old names go first: two documents that swap names through a third one never collide.
  return [...deletes, ...puts];
}

const address = (document: DesignDocument): string => `${document.kind}/${document.name}`;

/** True when two documents say the same; the order of keys counts, for it is the order of fields. */
export function sameContent(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}
