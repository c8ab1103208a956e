/** Places of a text that are written anew. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text with all edits; two of one place are one. */
export function withEdits(text: string, edits: readonly Edit[]): string {
  const different = new Map(edits.map((edit) => [edit.start, edit]));
  return [...different.values()]
    .toSorted((one, other) => other.start - one.start)
    .reduce(
      (result, { start, end, text: next }) => result.slice(0, start) + next + result.slice(end),
      text,
    );
}
