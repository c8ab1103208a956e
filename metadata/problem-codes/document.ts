import type { ProblemCodeDefinition } from "../problem-codes.ts";

/** Mistakes in metadata documents. */
export const documentCodes = {
  unknown_document_kind: {
    status: 422,
    message: {
      en: "This is not a kind of document: {file}. Put it at one of: {known}.",
      "zh-CN": "无法识别的文档：{file}。请放到：{known}。",
    },
  },
  document_not_object: {
    status: 422,
    message: {
      en: "A document is one JSON object. Write it between { and }.",
      "zh-CN": "文档应为一个 JSON 对象，请写在 { 与 } 之间。",
    },
  },
} as const satisfies Readonly<Record<string, ProblemCodeDefinition>>;
