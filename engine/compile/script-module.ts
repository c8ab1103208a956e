/**
 * A script as JavaScript: its types left out, everything else at its line and column. Made from the
 * source alone, so a digest of the document names it for ever.
 */
import { ImportType, init, parse } from "es-module-lexer";
import { failure, problem, type Result, success } from "../../metadata/problem.ts";
import { positionAt } from "./position.ts";
import { stripTypes } from "./strip-types.ts";

export interface ScriptModule {
  /** Name of the script. */
  readonly name: string;
  /** ECMAScript of a module; positions are those of the TypeScript. */
  readonly code: string;
  readonly imports: readonly ModuleImport[];
  /** Lines of `import()` and `import.meta`, which no published script has. */
  readonly late: readonly number[];
  /** It exports something that can be run. */
  readonly hasDefault: boolean;
}

export interface ModuleImport {
  /** As written: `./shared.ts`, `tenon`. */
  readonly specifier: string;
  /** Name of the script that it means; null for the SDK and for what cannot be imported. */
  readonly script: string | null;
  readonly line: number;
}

/** The module that gives scripts the SDK. */
export const sdkSpecifier = "tenon";

/** `./shared.ts` → `shared` */
const scriptNamed = (specifier: string): string | null =>
  /^\.\/([a-z][a-z0-9_]{0,47})\.ts$/.exec(specifier)?.[1] ?? null;

await init;

function importsOf(code: string): Result<ReturnType<typeof parse>> {
  try {
    return success(parse(code));
  } catch (error) {
    // A parser has left the types out before, so this is hardly ever met.
    const text = error instanceof Error ? error.message : String(error);
    return failure(problem("script_syntax_error", "/source", { line: 1, text }));
  }
}

/** The module of a source; a problem, at `/source`, for what cannot be read or left out. */
export function compileModule(name: string, source: string): Result<ScriptModule> {
  const stripped = stripTypes(source);
  if (!stripped.ok) return stripped;
  const code = stripped.value;
  const read = importsOf(code);
  if (!read.ok) return read;
  const [imports, exports] = read.value;
  const [early, late] = [true, false].map((wanted) =>
    imports.filter(({ t }) => (t === ImportType.Static) === wanted),
  );
  return success({
    name,
    code,
    imports: (early ?? []).map(({ n = "", ss }) => ({
      specifier: n,
      script: scriptNamed(n),
      line: positionAt(code, ss).line,
    })),
    late: (late ?? []).map(({ ss }) => positionAt(code, ss).line),
    hasDefault: exports.some(({ n }) => n === "default"),
  });
}
