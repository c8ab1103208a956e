/** The lines of a form as they stand: computed values, and what may be done with them. */
import { type Accessor, createMemo } from "solid-js";
import type { FieldState } from "../../metadata/model/field-states.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { FormConditions, LineAt } from "./form-conditions.ts";
import type { FormDraft } from "./form-draft.ts";
import {
  everyRow,
  type ListPlace,
  listField,
  listSteps,
  outerList,
  rowsModel,
} from "./form-lists.ts";
import type { FormRow } from "./form-values.ts";
import { rowList, type Values } from "./row-list.ts";

export interface FormLines {
  readonly cell: (list: ListPlace, row: FormRow, column: string) => unknown;
  readonly cellState: (list: ListPlace, row: FormRow, column: FieldModel) => FieldState;
  /** Of the field that holds a list of lines: of a line's list, as that line stands. */
  readonly listState: (list: ListPlace, field: FieldModel) => FieldState;
  /** Lines with their computed fields, in order. */
  readonly computedRows: (list: ListPlace) => readonly Values[];
}

/** Whether people type a field's value. */
export const isTyped = (object: ObjectModel | null | undefined, name: string): boolean =>
  object?.byName.get(name)?.readOnly !== true;

export function createFormLines(
  model: Accessor<ObjectModel>,
  draft: Pick<FormDraft, "snapshot">,
  computed: Accessor<Values>,
  conditions: Pick<FormConditions, "state" | "cellState">,
): FormLines {
  const rowIndex = createMemo(() => {
    computed();
    const indexes = new Map<number, number>();
    everyRow(draft.snapshot().rows, (row, index) => indexes.set(row.key, index));
    return indexes;
  });
  const indexOf = (rowKey: number | null) => rowIndex().get(rowKey ?? -1) ?? -1;
  const computedRows = (list: ListPlace) => {
    let holder: Values | undefined = computed();
    for (const { name, rowKey } of listSteps(list)) {
      const rows = rowList(holder?.[name]);
      if (rowKey === null) return rows;
      holder = rows[indexOf(rowKey)];
    }
    return [];
  };
  /** The lines that lead to a cell of `row`. */
  const wayTo = (list: ListPlace, row: number): readonly LineAt[] =>
    listSteps(list).map(({ name, rowKey }) => ({ name, index: indexOf(rowKey ?? row) }));
  const cellState = (list: ListPlace, row: number, column: FieldModel) =>
    conditions.cellState(wayTo(list, row), column);
  const listState = (list: ListPlace, field: FieldModel): FieldState => {
    const outer = outerList(list);
    if (outer === null) return conditions.state(field);
    const own = cellState(outer.list, outer.rowKey, field);
    const holder = listField(model(), outer.list);
    const closed = holder !== undefined && listState(outer.list, holder).readOnly;
    return closed ? { ...own, readOnly: true } : own;
  };
  return {
    cell: (list, row, column) =>
      isTyped(rowsModel(model(), list), column)
        ? row.values[column]
        : computedRows(list)[indexOf(row.key)]?.[column],
    cellState: (list, row, column) => cellState(list, row.key, column),
    listState,
    computedRows,
  };
}
