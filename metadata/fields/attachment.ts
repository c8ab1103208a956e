import { failure, problem, success } from "../problem.ts";
import { defineFieldType } from "./field-type.ts";
import {
  acceptOption,
  fileMistakes,
  fileOperators,
  fileSchemaOf,
  maximumSizeOption,
  valueMistakes,
} from "./file-options.ts";
import { refersTo } from "./schema-kind.ts";
import { fileTitle, isFileId, isFileValue, normaliseFile } from "./values/file-value.ts";

/** One uploaded file: what the record names is small, the bytes lie beside the database. */
export const attachment = defineFieldType({
  name: "attachment",
  title: { en: "Attachment", "zh-CN": "附件" },
  description: {
    en: "One uploaded file: the scan of a contract.",
    "zh-CN": "上传的一个文件，例如合同扫描件。",
  },
  group: "other",
  storage: "column",
  recognises: refersTo("attachment"),
  template: { $ref: "tenon:attachment" },
  options: { properties: { accept: acceptOption, maximum_size: maximumSizeOption } },
  column: () => ({ sql: "jsonb", parameter: "jsonb" }),
  wire: "json",
  valueSchema: fileSchemaOf,
  expressionType: () => ({ kind: "composite", name: "tenon:attachment" }),
  mismatch: "not_a_file",
  normalise: normaliseFile,
  /** Names say nothing about which file is meant; an id does. */
  parse(written) {
    const id = written.trim();
    if (id === "") return success(null);
    return isFileId(id) ? success(normaliseFile(id)) : failure(problem("not_a_file"));
  },
  format: (value) => (isFileValue(value) ? fileTitle(value) : ""),
  lossyText: true,
  exportText: (value) => (isFileValue(value) ? fileTitle(value) : ""),
  lossyExport: true,
  holdsFiles: true,
  operators: fileOperators,
  sortable: false,
  uniqueAllowed: false,
  convertibleFrom: ["attachments", "image"],
  check: (schema) => [...fileMistakes(schema), ...valueMistakes(schema)],
});
