/** Translations of several apps in one document per language. */
import { type JsonSchema, objectOrEmpty } from "../json-object.ts";
import type { DocumentKind } from "./document.ts";

/** What a section of a translation speaks of. */
const sections = {
  objects: "object",
  apps: "app",
  options: "options",
  views: "view",
  forms: "form",
  roles: "role",
  sharing: "sharing_rule",
  scripts: "script",
  workflows: "workflow",
} as const satisfies Readonly<Record<string, DocumentKind>>;

/**
 * The translation that an app brings, with what the published one says of documents that are not
 * the app's. Brings the app none, the rest of the published one; null when nothing is left.
 * @param stays true for documents that are another's
 */
export function joinTranslations(
  published: JsonSchema | null,
  incoming: JsonSchema | null,
  stays: (kind: DocumentKind, name: string) => boolean,
): JsonSchema | null {
  const joined: Record<string, unknown> = { ...incoming };
  let others = false;
  for (const [section, kind] of Object.entries(sections)) {
    const before = objectOrEmpty(published?.[section]);
    const brought = objectOrEmpty(incoming?.[section]);
    const kept = Object.keys(before).filter((name) => stays(kind, name));
    if (kept.length === 0) continue;
    others = true;
    // In the order that is there, so that publishing once more changes nothing.
    const names = Object.keys(before).filter(
      (name) => kept.includes(name) || Object.hasOwn(brought, name),
    );
    joined[section] = {
      ...Object.fromEntries(names.map((name) => [name, before[name]])),
      ...brought,
    };
  }
  return others ? inOrderOf(published, joined) : incoming;
}

/** The members that `pattern` has come first, in its order. */
function inOrderOf(pattern: JsonSchema | null, value: JsonSchema): JsonSchema {
  const first = Object.keys(pattern ?? {}).filter((key) => Object.hasOwn(value, key));
  return { ...Object.fromEntries(first.map((key) => [key, value[key]])), ...value };
}
