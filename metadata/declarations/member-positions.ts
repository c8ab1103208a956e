/** Where the declarations name a field: in the record as it is read, and in what is written. */

/** Offsets of the name of a field in the text of `declarations`, for its object and rows. */
export function memberPositions(
  text: string,
  { object, path }: { readonly object: string; readonly path: readonly string[] },
): readonly number[] {
  return ["Objects", "NewObjects"].flatMap((index) => {
    const type = new RegExp(`^export interface ${index} \\{[^}]*?^  ${object}: (\\w+);`, "m").exec(
      text,
    );
    const start = text.search(new RegExp(`^export interface ${type?.[1] ?? "-"} \\{`, "m"));
    return start < 0 ? [] : (memberBelow(text, start, path) ?? []);
  });
}

/** Members stand one to a line, two spaces deeper than what holds them. */
function memberBelow(text: string, from: number, path: readonly string[]): number | null {
  let at = from;
  for (const [level, name] of path.entries()) {
    const indent = "  ".repeat(level + 1);
    const member = new RegExp(`^${indent}(?:readonly )?(?=${name}\\??:)`, "m");
    const end = text.indexOf(`\n${"  ".repeat(level)}}`, at);
    const found = member.exec(text.slice(at, end < 0 ? undefined : end));
    if (found === null) return null;
    at += found.index + found[0].length;
  }
  return at;
}
