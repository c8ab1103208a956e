/** Renaming a role or a sharing rule: it itself, and every role, rule and text that names it. */
import type { MetadataDocument } from "../documents/document.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import {
  changed,
  mapAssignment,
  type Rename,
  renameList,
  renameValue,
  renaming,
} from "./names-in-object.ts";
import { renameRoleInScript } from "./names-in-scripts.ts";
import { renameRoleInWorkflow } from "./names-in-workflow.ts";
import { named, withContent } from "./rename-field.ts";
import { moveBranch } from "./translations.ts";

/**
 * The documents with the role under its new name. Its id stays, and with it its members. Documents
 * that do not name it are the same values as before.
 */
export function renameRoleEverywhere<Document extends MetadataDocument>(
  documents: readonly Document[],
  from: string,
  to: string,
): readonly Document[] {
  if (from === to) return documents;
  const rename = renaming(from, to);
  return documents.map((document) => {
    const renamed = withContent(document, renameRoleIn(document, rename, from, to));
    return document.kind === "role" && document.name === from ? named(renamed, to) : renamed;
  });
}

function renameRoleIn(
  { kind, content }: MetadataDocument,
  rename: Rename,
  from: string,
  to: string,
): JsonSchema {
  switch (kind) {
    case "object":
      return mapAssignment(content, (to) => changed(to, "role", renameValue(to.role, rename)));
    case "role":
      return renameGiven(
        changed(content, "includes", renameList(content.includes, rename)),
        rename,
      );
    case "sharing_rule":
      return changed(content, "roles", renameList(content.roles, rename));
    case "script":
      return renameRoleInScript(content, rename);
    case "workflow":
      return renameRoleInWorkflow(content, rename);
    case "translation":
      return moveBranch(content, ["roles", from], ["roles", to]);
    default:
      return content;
  }
}

function renameGiven(content: JsonSchema, rename: Rename): JsonSchema {
  const { administers } = content;
  if (!isJsonObject(administers)) return content;
  const renamed = changed(administers, "gives", renameList(administers.gives, rename));
  return changed(content, "administers", renamed);
}

/** The documents with the sharing rule, which nothing but texts names, under its new name. */
export function renameSharingRule<Document extends MetadataDocument>(
  documents: readonly Document[],
  from: string,
  to: string,
): readonly Document[] {
  if (from === to) return documents;
  return documents.map((document) => {
    const { kind, name, content } = document;
    if (kind === "sharing_rule" && name === from) return named(document, to);
    if (kind !== "translation") return document;
    return withContent(document, moveBranch(content, ["sharing", from], ["sharing", to]));
  });
}
