/** What the compiler says about the scripts of a workspace, as problems at their lines. */
import { sourcePath } from "../../metadata/documents/document-file.ts";
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, type ProblemCode, problem } from "../../metadata/problem.ts";
import { expressionProblems } from "./check-database-calls.ts";
import { askCompiler } from "./compiler.ts";
import type { FileSyntax, Mistake } from "./compiler-messages.ts";
import { positionAt } from "./position.ts";
import { declarationFile } from "./virtual-files.ts";

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

/** Work that was stopped is one problem without a file. */
export async function typeProblems(check: TypeCheck): Promise<readonly Problem[]> {
  const { declarations, sources, starting } = check;
  const files = new Map([[declarationFile, declarations]]);
  for (const [name, source] of sources) files.set(sourcePath(name), source);
  for (const name of starting) files.set(startFile(name), startText(name));
  const answer = await askCompiler({
    files,
    judged: [...sources.keys()].map(sourcePath).concat(starting.map(startFile)),
    read: [...sources]
      .filter(([, text]) => /\bdb\b|@/.test(text))
      .map(([name]) => sourcePath(name)),
    members: [],
  });
  if (!answer.ok) return answer.problems;
  const { mistakes, syntax } = answer.value;
  const byFile = Map.groupBy(mistakes, ({ path }) => path);
  const found = [...sources].flatMap(([name, source]) => {
    const own = byFile.get(sourcePath(name)) ?? [];
    const start = own.length > 0 ? [] : startMistakes(byFile.get(startFile(name)) ?? [], source);
    return [
      ...[...own, ...start].map((each) => mistakeProblem(each, name, source)),
      ...syntaxProblems(syntax.get(sourcePath(name)), name, source, check),
    ];
  });
  return found.slice(0, problemsMaximum);
}

const startFile = (name: string): string => `starts/${name}.ts`;

/** A file that demands the type of the default export. */
const startText = (name: string): string => `import script from "../${sourcePath(name)}";
import type { Script } from "tenon";
export const checked: Script<"${name}"> = script;
`;

const noDefault = 1192;

/** What is wrong with the default export, where that stands. */
function startMistakes(found: readonly Mistake[], source: string): readonly Mistake[] {
  const at = Math.max(0, source.search(/(?<=^[ \t]*)export\s+default\b/m));
  return found.filter(({ number }) => number !== noDefault).map((each) => ({ ...each, at }));
}

type SourceCode = Extract<ProblemCode, `script_${string}`>;

/** Messages of the compiler for which there is a better sentence. */
const codes: ReadonlyMap<number, SourceCode> = new Map([
  [1294, "script_not_erasable"],
  [2307, "script_import_unknown"],
  [2792, "script_import_unknown"],
  [2882, "script_import_unknown"],
]);

function mistakeProblem(
  { kind, at, number, text }: Mistake,
  name: string,
  source: string,
): Problem {
  const specifier = /'([^']*)'/.exec(text)?.[1] ?? "";
  // Of modules of Node.js the compiler speaks as of names.
  const known = specifier.startsWith("node:") ? "script_import_unknown" : codes.get(number);
  const code = kind === "syntax" ? "script_syntax_error" : (known ?? "script_type_error");
  const params = { ...positionAt(source, at), number, text, specifier, hint: "" };
  return problem(code, "/source", params, sourcePath(name));
}

function syntaxProblems(
  syntax: FileSyntax | undefined,
  name: string,
  source: string,
  { objects }: TypeCheck,
): readonly Problem[] {
  if (syntax === undefined) return [];
  return [
    ...expressionProblems(syntax.calls, objects).map(({ written, reason }) => {
      const params = { ...positionAt(source, written.start), text: written.text, reason };
      return problem("script_expression_wrong", "/source", params, sourcePath(name));
    }),
    // The compiler takes them, and so does who leaves the types out; JavaScript does not.
    ...syntax.decorators.map((at) =>
      problem("script_decorator", "/source", positionAt(source, at), sourcePath(name)),
    ),
  ];
}
