/**
 * A rename of a field or an object in the TypeScript of scripts. The compiler finds what means the
 * field: properties, patterns, members of literals. In what is handed to `db` it is found by the
 * language of expressions. What is left is a type error of the next plan, with file and line.
 */
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { declarations } from "../../metadata/declarations/declarations.ts";
import { memberPositions } from "../../metadata/declarations/member-positions.ts";
import { reachedObjects } from "../../metadata/declarations/reached-objects.ts";
import { sourcePath } from "../../metadata/documents/document-file.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Result, success } from "../../metadata/problem.ts";
import type { FieldAddress } from "../../metadata/refactor/rename-field.ts";
import { askCompiler } from "./compiler.ts";
import { positionAt } from "./position.ts";
import { renamedTexts } from "./rename-in-database-calls.ts";
import { type Edit, withEdits } from "./source-edits.ts";
import { declarationFile } from "./virtual-files.ts";

export interface SourceRename {
  readonly address: FieldAddress;
  readonly to: string;
  /** Objects and scripts as they are before. */
  readonly objects: ReadonlyMap<string, ObjectModel>;
  readonly scripts: readonly ScriptModel[];
}

/** The sources that name the field or the object, rewritten, by name of the script. */
export async function renamedSources(
  rename: SourceRename,
): Promise<Result<ReadonlyMap<string, string>>> {
  const edits = await editsOf(rename);
  if (!edits.ok) return edits;
  const changed = rename.scripts.flatMap(({ name, source }) => {
    const list = edits.value.get(name) ?? [];
    return list.length === 0 ? [] : [[name, withEdits(source, list)] as const];
  });
  return success(new Map(changed));
}

/** Where sources name a field or an object. */
export interface SourceUse {
  readonly script: string;
  readonly line: number;
}

/** Each line once, in the order of the scripts. */
export async function usesInSources(
  rename: Omit<SourceRename, "to">,
): Promise<Result<readonly SourceUse[]>> {
  const edits = await editsOf({ ...rename, to: elsewhere });
  if (!edits.ok) return edits;
  const uses = rename.scripts.flatMap(({ name, source }) => {
    const lines = (edits.value.get(name) ?? []).map(({ start }) => positionAt(source, start).line);
    return [...new Set(lines)]
      .toSorted((one, other) => one - other)
      .map((line) => ({ script: name, line }));
  });
  return success(uses);
}

/** A name that nothing has. */
const elsewhere = "\u0001";

async function editsOf(
  rename: SourceRename,
): Promise<Result<ReadonlyMap<string, readonly Edit[]>>> {
  const { address, objects, to } = rename;
  const from = address.path.at(-1) ?? address.object;
  if (!rename.scripts.some(({ source }) => source.includes(from))) return success(new Map());
  const reached = new Set(reachedObjects(rename.scripts, objects)).add(address.object);
  const text = declarations([...objects.values()], rename.scripts, reached);
  const sources = rename.scripts.map(({ name, source }) => [sourcePath(name), source] as const);
  const answer = await askCompiler({
    files: new Map([[declarationFile, text], ...sources]),
    judged: [],
    read: sources.map(([path]) => path),
    members: address.path.length === 0 ? [] : memberPositions(text, address),
  });
  if (!answer.ok) return answer;
  const { syntax, references } = answer.value;
  const edits = rename.scripts.map(({ name }): readonly [string, readonly Edit[]] => {
    const path = sourcePath(name);
    const found = syntax.get(path);
    const members = references
      .filter((reference) => reference.path === path)
      // A member keeps the name by which a variable of the same name is known.
      .map(({ start, end, short }) => ({ start, end, text: short ? `${to}: ${from}` : to }));
    return [name, [...members, ...(found === undefined ? [] : renamedTexts(found, rename))]];
  });
  return success(new Map(edits));
}
