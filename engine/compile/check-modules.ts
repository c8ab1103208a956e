/** What scripts import and export, and comments that would speak to the compiler. */
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { sourcePath } from "../../metadata/documents/document-file.ts";
import { didYouMean } from "../../metadata/expressions/expression-problem.ts";
import { type Problem, problem } from "../../metadata/problem.ts";
import { type ScriptModule, sdkSpecifier } from "./script-module.ts";

/** Comments that tell a compiler what to read, or to look away. */
const directive = /^\s*\/\/\/\s*<|(?:\/\/|\/\*|^\s*\*)\s*@ts-(?:nocheck|ignore|expect-error)\b/;

export const directiveProblems = (name: string, source: string): readonly Problem[] =>
  source.split("\n").flatMap((text, index) => {
    const params = { line: index + 1 };
    return directive.test(text)
      ? [problem("script_reference_refused", "/source", params, sourcePath(name))]
      : [];
  });

export function moduleProblems(
  { name, start }: ScriptModel,
  module: ScriptModule,
  scripts: readonly ScriptModel[],
): readonly Problem[] {
  const file = sourcePath(name);
  const names = scripts.map((script) => script.name);
  const found = module.imports.flatMap(({ specifier, script, line }) => {
    const isKnown = script === null ? specifier === sdkSpecifier : names.includes(script);
    if (isKnown) return [];
    const hint = didYouMean(specifier, [sdkSpecifier, ...names.map((each) => `./${each}.ts`)]);
    return [problem("script_import_unknown", "/source", { line, specifier, hint }, file)];
  });
  for (const line of module.late)
    found.push(problem("script_import_late", "/source", { line }, file));
  if (start !== null && !module.hasDefault)
    found.push(problem("script_without_default", "/source", { name }, file));
  return found;
}

/** Each ring once, at a script of it. */
export function importRings(modules: ReadonlyMap<string, ScriptModule>): readonly Problem[] {
  const found: Problem[] = [];
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    const start = trail.indexOf(name);
    if (start >= 0) {
      const ring = [...trail.slice(start), name].join(" → ");
      found.push(problem("script_import_ring", "/source", { ring }, sourcePath(name)));
      return;
    }
    if (done.has(name)) return;
    for (const { script } of modules.get(name)?.imports ?? [])
      if (script !== null) visit(script, [...trail, name]);
    done.add(name);
  };
  for (const name of modules.keys()) visit(name, []);
  return found;
}
