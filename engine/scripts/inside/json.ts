/** JSON as it was before the script could touch it. */

const { parse, stringify } = JSON;

export const parseJson = (text: string): unknown => parse(text);

/** Nothing that JSON knows is null. */
export const jsonText = (value: unknown): string => stringify(value) ?? "null";

/** An object that inherits nothing, so that no `toJSON` of the script is asked about it. */
export const bare = <Members extends object>(members: Members): Members =>
  Object.assign(Object.create(null), members);
