/** Every mistake in the TypeScript of a workspace at once. */
import { createHash } from "node:crypto";
import type { ScriptModel } from "../../metadata/automation/script.ts";
import { declarations } from "../../metadata/declarations/declarations.ts";
import { reachedObjects } from "../../metadata/declarations/reached-objects.ts";
import { sourcePath } from "../../metadata/documents/document-file.ts";
import type { Problem } from "../../metadata/problem.ts";
import { automationIn } from "../catalog/automation.ts";
import type { Catalog } from "../catalog/catalog.ts";
import { directiveProblems, importRings, moduleProblems } from "./check-modules.ts";
import { compileModule, type ScriptModule } from "./script-module.ts";
import { typeProblems } from "./type-check.ts";

/**
 * What stands against publishing the scripts of a catalog that has passed `checkDocuments`, with
 * file and line. Nothing is done where there are none; the same documents are judged once.
 */
export function scriptProblems(catalog: Catalog): Promise<readonly Problem[]> {
  const digests = catalog.documents.filter(({ kind }) => judgedKinds.has(kind));
  if (!digests.some(({ kind }) => kind === "script")) return Promise.resolve([]);
  const key = createHash("sha256")
    .update(digests.map(({ digest }) => digest).join("\n"))
    .digest("hex");
  const found = verdicts.get(key);
  if (found !== undefined) return found;
  const made = inTurn(() => judge(catalog));
  verdicts.set(key, made);
  for (const oldest of verdicts.keys()) {
    if (verdicts.size <= verdictsKept) break;
    verdicts.delete(oldest);
  }
  const forget = () => verdicts.delete(key);
  // What was stopped may succeed when the machine has less to do.
  made.then((problems) => problems.some(({ file }) => file === undefined) && forget(), forget);
  return made;
}

/** The kinds of document on which the verdict depends. */
const judgedKinds: ReadonlySet<string> = new Set(["object", "options", "script"]);

const verdicts = new Map<string, Promise<readonly Problem[]>>();
const verdictsKept = 64;

let last: Promise<unknown> = Promise.resolve();

/** One at a time, so that checks leave room for requests. */
function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  const made = last.then(work);
  last = made.catch(() => undefined);
  return made;
}

async function judge(catalog: Catalog): Promise<readonly Problem[]> {
  const scripts = [...automationIn(catalog).scripts.values()];
  const modules = new Map<string, ScriptModule>();
  const unread: Problem[] = [];
  for (const { name, source } of scripts) {
    const compiled = compileModule(name, source);
    if (compiled.ok) modules.set(name, compiled.value);
    else unread.push(...compiled.problems.map((each) => ({ ...each, file: sourcePath(name) })));
  }
  const own = scripts.flatMap((script) => ownProblems(script, modules, scripts));
  const found = await typeProblems({
    declarations: declarations(
      [...catalog.objects.values()],
      scripts,
      reachedObjects(scripts, catalog.objects),
    ),
    sources: new Map(scripts.map(({ name, source }) => [name, source])),
    starting: scripts.filter(({ start }) => start !== null).map(({ name }) => name),
    objects: catalog.objects,
  });
  // The compiler says more of what cannot be read than who leaves the types out.
  const told = new Set(found.map(({ file }) => file));
  const rest = unread.filter(({ file }) => !told.has(file));
  const others = found.filter((each) => !own.some((known) => isSame(known, each)));
  return [...own, ...importRings(modules), ...others, ...rest];
}

/** An import that leads nowhere is told once, in the better words. */
const isSame = (one: Problem, other: Problem): boolean =>
  one.code === "script_import_unknown" &&
  one.file === other.file &&
  one.params.line === other.params.line;

function ownProblems(
  script: ScriptModel,
  modules: ReadonlyMap<string, ScriptModule>,
  scripts: readonly ScriptModel[],
): readonly Problem[] {
  const module = modules.get(script.name);
  return [
    ...directiveProblems(script.name, script.source),
    ...(module === undefined ? [] : moduleProblems(script, module, scripts)),
  ];
}
