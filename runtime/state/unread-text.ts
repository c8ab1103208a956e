/** Texts in controls whose values may be anything, texts too: what cannot be read is none of them. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { RowsByField } from "./form-lists.ts";
import type { Values } from "./row-list.ts";

/** Stands for the value of a field until its text is mended; it is never sent. */
export class UnreadText {
  readonly written: string;

  constructor(written: string) {
    this.written = written;
  }
}

/** For what has no checks of a form: the text itself, to be checked where it arrives. */
export const writtenValue = (value: unknown): unknown =>
  value instanceof UnreadText ? value.written : value;

/** What cannot be read in a form, at its place in what would be sent. */
export function unreadProblems(
  model: ObjectModel,
  values: Values,
  rows: RowsByField,
  path = "",
): readonly Problem[] {
  return model.fields.flatMap(({ name, type, children }) => {
    const at = pointer(path, name);
    if (children !== null)
      return (rows[name] ?? []).flatMap((row, index) =>
        unreadProblems(children, row.values, row.rows, pointer(at, index)),
      );
    return values[name] instanceof UnreadText ? [problem(type.mismatch, at)] : [];
  });
}
