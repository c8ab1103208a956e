/** One predicate of permissions taken away, and who should see it. */
export interface Mutation {
  /** Says what is lost; names it for `--only`. */
  readonly name: string;
  /** Relative to the project. */
  readonly file: string;
  /** Stands in the file exactly once. */
  readonly find: string;
  readonly replace: string;
  /** Tests that see it, the fastest first. */
  readonly seenBy: readonly [string, ...string[]];
}

/**
 * @param seenBy below `tests`, without `.test.ts`; behind `#` the beginning of a test's name, or
 * of the name of what holds it
 */
export const mutation = (
  name: string,
  file: string,
  find: string,
  replace: string,
  ...seenBy: readonly [string, ...string[]]
): Mutation => ({ name, file, find, replace, seenBy });

export interface TestPlace {
  /** Relative to the project. */
  readonly file: string;
  /** Null: all tests of the file. */
  readonly name: string | null;
}

export function testPlace(seenBy: string): TestPlace {
  const [path = "", ...name] = seenBy.split("#");
  return { file: `tests/${path}.test.ts`, name: name.length === 0 ? null : name.join("#") };
}

/** The text of the file with the predicate taken away. @throws when it does not stand there once */
export function mutated({ name, file, find, replace }: Mutation, text: string): string {
  const parts = text.split(find);
  if (parts.length !== 2)
    throw new Error(`${name}: its text stands ${parts.length - 1} times in ${file}`);
  return parts.join(replace);
}
