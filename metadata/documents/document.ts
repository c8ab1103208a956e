/** The documents that describe a workspace. */
import type { JsonSchema } from "../fields/field-type.ts";

export const documentKinds = [
  "app",
  "object",
  "options",
  "view",
  "form",
  "role",
  "sharing_rule",
  "calendar",
  "script",
  "workflow",
  "translation",
] as const;
export type DocumentKind = (typeof documentKinds)[number];

/** One parsed document. `name` is unique within its kind and workspace. */
export interface MetadataDocument {
  readonly kind: DocumentKind;
  readonly name: string;
  readonly content: JsonSchema;
}
