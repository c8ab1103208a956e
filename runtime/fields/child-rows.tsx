import type { CellProps, FieldView } from "./field-view.ts";
import { formatted } from "./formatted.tsx";

/** In a list only how many; the record page and the form show lines in blocks of their own. */
function ChildRowsCell(props: CellProps) {
  return <>{formatted(props.field, props.value)}</>;
}

export const childRowsView: FieldView = {
  Cell: ChildRowsCell,
  Control: () => null,
  align: "start",
  width: 90,
  wide: true,
  notInLists: true,
};
