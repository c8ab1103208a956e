/**
 * Statements by stage. Stages run in order over all changes, so that names are free before they
 * are taken and tables exist before they are pointed to. Pure.
 */
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { quoted, tableOf } from "../db/names.ts";
import { qualified, type TableNames } from "./table-statements.ts";

export const stages = [
  "remove_tables",
  "rename_tables",
  "restore_tables",
  "detach",
  "remove_columns",
  "rename_columns",
  "create",
  "alter",
  "index",
  "link",
] as const;
export type Stage = (typeof stages)[number];

export interface StagedStatement {
  readonly stage: Stage;
  readonly text: string;
  /** For renames, so that two that swap names can be kept apart. */
  readonly rename?: { readonly table: string; readonly column: string | null; readonly to: string };
}

export const at = (stage: Stage, texts: readonly string[]): readonly StagedStatement[] =>
  texts.map((text) => ({ stage, text }));

export const alter = (names: TableNames, table: string, what: string): string =>
  `alter table ${qualified(names, table)} ${what}`;

export const dropIndex = (names: TableNames, index: string): string =>
  `drop index if exists ${quoted(names.schema)}.${quoted(index)}`;

export const setNotNull = (
  names: TableNames,
  object: ObjectModel,
  field: FieldModel,
): StagedStatement => ({
  stage: "index",
  text: alter(names, tableOf(object), `alter column ${quoted(field.name)} set not null`),
});

/** Orders statements by stage. */
export function inOrder(
  names: TableNames,
  statements: readonly StagedStatement[],
): readonly string[] {
  return stages.flatMap((stage) => {
    const some = statements.filter((statement) => statement.stage === stage);
    if (stage.startsWith("rename")) return separateRenames(names, some);
    // A lookup that comes back and changes at once is still bound once.
    return [...new Set(some.map(({ text }) => text))];
  });
}

/** When one rename wants a name that another still holds, all go through names of their own. */
function separateRenames(
  names: TableNames,
  statements: readonly StagedStatement[],
): readonly string[] {
  // A table that moves with its object and by its own field is still moved once.
  const unique = [...new Map(statements.map((statement) => [statement.text, statement])).values()];
  const renames = unique.flatMap(({ rename }) => (rename === undefined ? [] : [rename]));
  const key = (table: string, column: string | null) =>
    column === null ? table : `${table}.${column}`;
  const taken = new Set(renames.map(({ table, column }) => key(table, column)));
  const collides = renames.some(({ table, column, to }) =>
    taken.has(column === null ? to : key(table, to)),
  );
  if (!collides) return unique.map(({ text }) => text);
  const steps = renames.map(({ table, column, to }, index) => {
    const between = `$moving_${index}`;
    return column === null
      ? [renamed(names, table, null, between).text, renamed(names, between, null, to).text]
      : [renamed(names, table, column, between).text, renamed(names, table, between, to).text];
  });
  return [...steps.map(([away]) => away ?? ""), ...steps.map(([, home]) => home ?? "")];
}

/** One rename; `table` is the table's name when the statement runs. */
export function renamed(
  names: TableNames,
  table: string,
  column: string | null,
  to: string,
): StagedStatement {
  const what = column === null ? "" : `column ${quoted(column)} `;
  return {
    stage: column === null ? "rename_tables" : "rename_columns",
    text: alter(names, table, `rename ${what}to ${quoted(to)}`),
    rename: { table, column, to },
  };
}
