/** What the compiler says about the scripts of a workspace, as problems at their lines. */
import type { SourceFile } from "typescript/unstable/ast";
import { isDecorator } from "typescript/unstable/ast/is";
import type { Diagnostic, Project } from "typescript/unstable/async";
import { sourcePath } from "../../metadata/documents/document-file.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, type ProblemCode, problem } from "../../metadata/problem.ts";
import { expressionProblems } from "./check-database-calls.ts";
import { withCompiler } from "./compiler.ts";
import { nodesOf } from "./syntax.ts";
import { checkFolder } from "./virtual-files.ts";

export interface TypeCheck {
  /** The module "tenon". */
  readonly declarations: string;
  /** TypeScript by name of the script. */
  readonly sources: ReadonlyMap<string, string>;
  /** Names of the scripts that start: their default export must fit their document. */
  readonly starting: readonly string[];
  readonly objects: ReadonlyMap<string, ObjectModel>;
}

/** So many problems are told at most. */
const problemsMaximum = 200;

const startFile = (name: string): string => `starts/${name}.ts`;

/** Stopped work is one problem without a file. */
export async function typeProblems(check: TypeCheck): Promise<readonly Problem[]> {
  const result = await withCompiler(filesOf(check), async (project) => {
    const found: Problem[] = [];
    for (const [name, source] of check.sources) {
      const ofScript = await problemsOf(project, name, source, check);
      found.push(...ofScript);
      if (ofScript.length === 0 && check.starting.includes(name))
        found.push(...(await startProblems(project, name, source)));
      if (found.length > problemsMaximum) break;
    }
    return found.slice(0, problemsMaximum);
  });
  return result.ok ? result.value : result.problems;
}

/** The files of a check; where a script starts, one that demands the type of its default export. */
export function filesOf({
  declarations,
  sources,
  starting,
}: Omit<TypeCheck, "objects">): ReadonlyMap<string, string> {
  const files = new Map([["tenon.d.ts", declarations]]);
  for (const [name, source] of sources) files.set(sourcePath(name), source);
  for (const name of starting) {
    const text = `import script from "../${sourcePath(name)}";
import type { Script } from "tenon";
export const checked: Script<"${name}"> = script;
`;
    files.set(startFile(name), text);
  }
  return files;
}

async function problemsOf(
  { program }: Project,
  name: string,
  source: string,
  { objects }: TypeCheck,
): Promise<readonly Problem[]> {
  const file = sourcePath(name);
  const path = `${checkFolder}/${file}`;
  const syntax = await program.getSyntacticDiagnostics(path);
  if (syntax.length > 0)
    return syntax.map((each) => diagnosticProblem(each, source, "script_syntax_error", file));
  const types = (await program.getSemanticDiagnostics(path)).map((each) =>
    diagnosticProblem(each, source, codes.get(each.code) ?? "script_type_error", file),
  );
  if (!/\bdb\b|@/.test(source)) return types;
  const tree = await program.getSourceFile(path);
  if (tree === undefined) return types;
  return [...types, ...expressionProblems(tree, objects, file), ...decoratorProblems(tree, file)];
}

type SourceCode = Extract<ProblemCode, `script_${string}`>;

/** Messages of the compiler for which there is a better sentence. */
const codes: ReadonlyMap<number, SourceCode> = new Map([
  [1294, "script_not_erasable"],
  [2307, "script_import_unknown"],
]);
const noDefault = 1192;

/** The compiler takes them, and so does who leaves the types out; JavaScript does not. */
const decoratorProblems = (tree: SourceFile, file: string): readonly Problem[] =>
  nodesOf(tree)
    .filter(isDecorator)
    .map((node) => {
      const { line } = tree.getLineAndCharacterOfPosition(node.getStart(tree));
      return problem("script_decorator", "/source", { line: line + 1 }, file);
    });

/** The default export does not fit: told where it stands. */
async function startProblems(
  { program }: Project,
  name: string,
  source: string,
): Promise<readonly Problem[]> {
  const path = `${checkFolder}/${startFile(name)}`;
  const pos = Math.max(0, source.search(/(?<=^[ \t]*)export\s+default\b/m));
  return (await program.getSemanticDiagnostics(path))
    .filter(({ code }) => code !== noDefault)
    .map((each) =>
      diagnosticProblem({ ...each, pos }, source, "script_type_error", sourcePath(name)),
    );
}

function diagnosticProblem(
  diagnostic: Diagnostic,
  source: string,
  code: SourceCode,
  file: string,
): Problem {
  const before = source.slice(0, diagnostic.pos);
  const line = before.split("\n").length;
  const column = diagnostic.pos - (before.lastIndexOf("\n") + 1) + 1;
  const specifier = /'([^']*)'/.exec(diagnostic.text)?.[1] ?? "";
  const params = { line, column, number: diagnostic.code, text: textOf(diagnostic), specifier };
  return problem(code, "/source", params, file);
}

const textMaximum = 600;

/** The message with those that explain it. */
function textOf({ text, messageChain = [] }: Diagnostic): string {
  const whole = [text, ...messageChain.map(textOf)].join(" ");
  return whole.length > textMaximum ? `${whole.slice(0, textMaximum)}…` : whole;
}
