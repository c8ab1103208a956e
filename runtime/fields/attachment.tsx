import type { FieldView } from "./field-view.ts";
import { TextCell } from "./formatted.tsx";

export const attachmentView: FieldView = {
  Cell: TextCell,
  Control: TextCell,
  align: "start",
  width: 180,
};
export const attachmentsView: FieldView = attachmentView;
