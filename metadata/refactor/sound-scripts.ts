/** Models of scripts that may have mistakes: what cannot be resolved is left out. */
import { resolveScript, type ScriptModel } from "../automation/script.ts";
import type { MetadataDocument } from "../documents/document.ts";
import { documentsWithOptions } from "../documents/option-sets.ts";
import { isJsonObject, type JsonSchema } from "../json-object.ts";
import { resolvable } from "./sound-models.ts";

export const soundScripts = (documents: readonly MetadataDocument[]): readonly ScriptModel[] =>
  documentsWithOptions(documents).flatMap(({ kind, name, content }) =>
    kind === "script" && isJsonObject(content) ? [resolveScript(name, sound(content))] : [],
  );

function sound(content: JsonSchema): JsonSchema {
  let result = content;
  for (const keyword of ["action", "job", "endpoint"]) {
    const start = content[keyword];
    if (!isJsonObject(start)) continue;
    const fields = ["input", "output"].flatMap((name) => {
      const schema = start[name];
      return isJsonObject(schema) ? [[name, resolvable(schema)] as const] : [];
    });
    result = { ...result, [keyword]: { ...start, ...Object.fromEntries(fields) } };
  }
  return result;
}
