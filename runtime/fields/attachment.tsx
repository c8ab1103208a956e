import type { FieldView } from "./field-view.ts";
import { FilesCell } from "./file-links.tsx";
import { FilesControl } from "./files-control.tsx";

export const attachmentView: FieldView = {
  Cell: FilesCell,
  Control: FilesControl,
  align: "start",
  width: 180,
};

export const attachmentsView: FieldView = attachmentView;
