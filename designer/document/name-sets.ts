import { textsOf } from "../../metadata/json-object.ts";

/** A set of names, `true` for all of them, with one name added or taken out; undefined for none. */
export function toggledName(
  value: unknown,
  name: string,
  all: readonly string[],
): readonly string[] | undefined {
  const before = value === true ? all : textsOf(value);
  const after = before.includes(name)
    ? before.filter((other) => other !== name)
    : [...before, name];
  return after.length > 0 ? after : undefined;
}
