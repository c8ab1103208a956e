/**
 * A rename of a field or an object in the TypeScript of scripts. The compiler finds what means the
 * field: properties, patterns, members of literals. In what is handed to `db` it is found by the
 * language of expressions. What is left is a type error of the next plan, with file and line.
 */
import type { Node, SourceFile } from "typescript/unstable/ast";
import { getTokenAtPosition } from "typescript/unstable/ast";
import {
  isBindingElement,
  isShorthandPropertyAssignment,
  isStringLiteral,
} from "typescript/unstable/ast/is";
import type { Project } from "typescript/unstable/async";
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { declarations } from "../../metadata/declarations/declarations.ts";
import { memberPositions } from "../../metadata/declarations/member-positions.ts";
import { sourcePath } from "../../metadata/documents/document-file.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Result, success } from "../../metadata/problem.ts";
import type { FieldAddress } from "../../metadata/refactor/rename-field.ts";
import { withCompiler } from "./compiler.ts";
import { renamedTexts } from "./rename-in-database-calls.ts";
import { type Edit, withEdits } from "./source-edits.ts";
import { filesOf } from "./type-check.ts";
import { checkFolder } from "./virtual-files.ts";

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
    const list = edits.value.get(name) ?? [];
    const lines = list.map(({ start }) => source.slice(0, start).split("\n").length);
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
  const { address, scripts, objects } = rename;
  const from = address.path.at(-1) ?? address.object;
  if (!scripts.some(({ source }) => source.includes(from))) return success(new Map());
  const text = declarations([...objects.values()], scripts);
  const sources = new Map(scripts.map(({ name, source }) => [name, source]));
  const files = filesOf({ declarations: text, sources, starting: [] });
  return withCompiler(files, (project) => editsByScript(project, text, rename));
}

async function editsByScript(
  project: Project,
  text: string,
  rename: SourceRename,
): Promise<ReadonlyMap<string, readonly Edit[]>> {
  const edits = new Map<string, Edit[]>();
  for (const { name } of rename.scripts) {
    const tree = await project.program.getSourceFile(pathOf(name));
    edits.set(name, tree === undefined ? [] : [...renamedTexts(tree, rename)]);
  }
  const from = rename.address.path.at(-1);
  if (from === undefined) return edits;
  const tree = await project.program.getSourceFile(`${checkFolder}/tenon.d.ts`);
  if (tree === undefined) return edits;
  for (const position of memberPositions(text, rename.address)) {
    const member = getTokenAtPosition(tree, position);
    for (const node of await referencesTo(project, member, position)) {
      const file = node.getSourceFile();
      const script = rename.scripts.find(({ name }) => pathOf(name) === file.fileName);
      if (script !== undefined) edits.get(script.name)?.push(editOf(node, file, from, rename.to));
    }
  }
  return edits;
}

const pathOf = (name: string): string => `${checkFolder}/${sourcePath(name)}`;

async function referencesTo(
  project: Project,
  member: Node,
  position: number,
): Promise<readonly Node[]> {
  const entries = await project.checker.getReferencedSymbolsForNode(member, position);
  const handles = entries.flatMap(({ references }) => references);
  const nodes = await Promise.all(handles.map((handle) => handle.resolve()));
  return nodes.filter((node) => node !== undefined);
}

/** `record.total`, `record["total"]`, `{ total: 1 }`; `{ total }` keeps the name it is known by. */
function editOf(node: Node, file: SourceFile, from: string, to: string): Edit {
  const start = node.getStart(file);
  if (isStringLiteral(node)) return { start: start + 1, end: node.end - 1, text: to };
  const { parent } = node;
  const isShort =
    (isShorthandPropertyAssignment(parent) && parent.name === node) ||
    (isBindingElement(parent) && parent.propertyName === undefined && parent.name === node);
  return { start, end: node.end, text: isShort ? `${to}: ${from}` : to };
}
