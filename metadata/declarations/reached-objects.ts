/**
 * The objects that scripts can come to: a compiler need not read the declarations of a thousand when
 * the scripts speak of ten.
 */
import type { ScriptModel } from "../automation/script.ts";
import type { FieldModel, ObjectModel } from "../model/object-model.ts";

/** Lookups that a path in `fields` can follow, and one more, of which ids are seen. */
const stepsMaximum = 4;

/** Names of objects that sources or documents of scripts mention, and what lookups lead to. */
export function reachedObjects(
  scripts: readonly ScriptModel[],
  objects: ReadonlyMap<string, ObjectModel>,
): ReadonlySet<string> {
  const mentioned = new Set(["user", ...scripts.flatMap(mentions)]);
  let edge = [...mentioned].filter((name) => objects.has(name));
  const reached = new Set(edge);
  for (let step = 0; step < stepsMaximum; step++) {
    edge = [...new Set(edge.flatMap((name) => targetsOf(objects.get(name)?.fields ?? [])))].filter(
      (name) => objects.has(name) && !reached.has(name),
    );
    for (const name of edge) reached.add(name);
  }
  return reached;
}

/** Every word: a name that stands in a source is one of them. */
function mentions({ source, start }: ScriptModel): readonly string[] {
  const words = source.match(/\w+/g) ?? [];
  if (start === null || start.kind === "schedule" || start.kind === "test") return words;
  if (start.kind === "trigger" || start.kind === "import") return [...words, start.object];
  const given = targetsOf(start.input?.fields ?? []);
  if (start.kind === "job") return [...words, ...given];
  return start.kind === "action"
    ? [...words, start.object, ...given]
    : [...words, ...given, ...targetsOf(start.output?.fields ?? [])];
}

const targetsOf = (fields: readonly FieldModel[]): readonly string[] =>
  fields.flatMap(({ target, arms, children }) => [
    ...(target === null ? [] : [target]),
    ...arms.flatMap((arm) => arm.target ?? []),
    ...targetsOf(children?.fields ?? []),
  ]);
