import { builtInRoleAt } from "./built-in-role-keys.ts";
import type { Design } from "./design-documents.ts";

/** Key of the role or sharing rule that is selected; a built-in role has a key and no document. */
export function selectedAccess({ documents, selection }: Design): string | null {
  const key = selection.document;
  if (key === null || builtInRoleAt(key) !== null) return key;
  const kind = documents.get(key)?.kind;
  return kind === "role" || kind === "sharing_rule" ? key : null;
}
