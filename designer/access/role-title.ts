import { isBuiltInRole } from "../../metadata/access/built-in-roles.ts";
import { locale } from "../../runtime/language/locale.ts";
import { type DesignDocuments, findDocument } from "../document/design-documents.ts";
import { documentTitle } from "../document/document-title.ts";
import { accessText } from "../language/access/messages.ts";

/** What people call a role; its name when there is no such role. */
export function roleTitle(documents: DesignDocuments, role: string): string {
  if (isBuiltInRole(role)) return accessText(`role_${role}`);
  const document = findDocument(documents, "role", role);
  return document ? documentTitle(documents, document, locale()) : role;
}
