/**
 * What the runner gets of a script: itself and every module that it imports, as JavaScript. Compiled
 * once for each digest; nothing of it is stored, because a document's digest gives its source back.
 */
import { createHash } from "node:crypto";
import type { Catalog, StoredDocument } from "../catalog/catalog.ts";
import { compileModule, type ScriptModule } from "./script-module.ts";

export interface ScriptProgram {
  /** Name of the script that runs. */
  readonly entry: string;
  /** Names all that is executed: the same digest, the same modules. */
  readonly digest: string;
  /** The entry and what it imports, by name; `./shared.ts` is `shared`. */
  readonly modules: ReadonlyMap<string, ScriptModule>;
}

const compiled = new WeakMap<object, ScriptModule>();

/** The module of a published script document. */
function moduleOf({ name, content }: StoredDocument): ScriptModule {
  let module = compiled.get(content);
  if (module === undefined) {
    const result = compileModule(name, String(content.source ?? ""));
    if (!result.ok) throw new Error(`The published script ${name} cannot be compiled`);
    module = result.value;
    compiled.set(content, module);
  }
  return module;
}

const programs = Symbol("script programs");

/** The program of a published script; undefined when the catalog has no such script. */
export function programOf(catalog: Catalog, name: string): ScriptProgram | undefined {
  const known = catalog.derived(programs, () => new Map<string, ScriptProgram>());
  let program = known.get(name);
  if (program === undefined) {
    program = makeProgram(catalog, name);
    if (program !== undefined) known.set(name, program);
  }
  return program;
}

function makeProgram(catalog: Catalog, entry: string): ScriptProgram | undefined {
  if (catalog.document("script", entry) === undefined) return undefined;
  const modules = new Map<string, ScriptModule>();
  const digests: string[] = [];
  const pending = [entry];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    const document = catalog.document("script", name);
    if (document === undefined || modules.has(name)) continue;
    const module = moduleOf(document);
    modules.set(name, module);
    digests.push(document.digest);
    pending.push(...module.imports.flatMap(({ script }) => script ?? []));
  }
  const digest = createHash("sha256").update(digests.sort().join("\n")).digest("hex");
  return { entry, digest: `${entry} ${digest}`, modules };
}
