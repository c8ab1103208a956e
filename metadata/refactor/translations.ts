/**
 * Texts in other languages are kept by name: `objects.<name>.title`,
 * `objects.<name>.fields.<name>.title`; fields of child rows nest in `fields` again.
 */
import type { DocumentKind } from "../documents/document.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";

/** Keys from the top of a translation document down to one text or branch. */
export type TranslationPath = readonly string[];

/** Where everything about a field is said: `objects / order / fields / lines / fields / price`. */
export function fieldTextsPath(object: string, field: readonly string[]): TranslationPath {
  return ["objects", object, ...field.flatMap((name) => ["fields", name])];
}

/** Under what translations keep the texts of documents. */
const branches: Readonly<Partial<Record<DocumentKind, string>>> = {
  app: "apps",
  options: "options",
  view: "views",
  form: "forms",
  role: "roles",
  sharing_rule: "sharing",
  script: "scripts",
  workflow: "workflows",
};

export const textsBranch = (kind: DocumentKind): string => branches[kind] ?? "objects";

/** What stands at a path; undefined when nothing does. */
export function branchAt(content: JsonSchema | undefined, path: TranslationPath): unknown {
  return path.reduce<unknown>(
    (value, key) => (isJsonObject(value) && Object.hasOwn(value, key) ? value[key] : undefined),
    content,
  );
}

/** Sets one value; undefined removes it, and the branches that become empty with it. */
export function withBranch(branch: JsonSchema, path: TranslationPath, value: unknown): JsonSchema {
  const [key, ...rest] = path;
  if (key === undefined) return branch;
  const present = Object.hasOwn(branch, key) ? branch[key] : undefined;
  const next =
    rest.length === 0 ? value : withBranch(isJsonObject(present) ? present : {}, rest, value);
  const gone = next === undefined || (isJsonObject(next) && Object.keys(next).length === 0);
  if (gone && present === undefined) return branch;
  if (!gone && Object.is(next, present)) return branch;
  const entries = Object.entries(branch).filter(([name]) => name !== key);
  if (gone) return Object.fromEntries(entries);
  return { ...branch, [key]: next };
}

/** Moves a branch (or, with `to` null, removes it): the sequel of a rename. */
export function moveBranch(
  content: JsonSchema,
  from: TranslationPath,
  to: TranslationPath | null,
): JsonSchema {
  const branch = branchAt(content, from);
  if (branch === undefined) return content;
  const cleared = withBranch(content, from, undefined);
  return to === null ? cleared : withBranch(cleared, to, branch);
}
