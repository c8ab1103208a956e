import type { ProblemCodeDefinition } from "../problem-codes.ts";

/** Mistakes in metadata documents. */
export const documentCodes = {
  unknown_document_kind: {
    status: 422,
    message: {
      en: "This is not a kind of document: {file}. Known folders: {known}.",
      "zh-CN": "无法识别的文档：{file}。可用的文件夹：{known}。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
