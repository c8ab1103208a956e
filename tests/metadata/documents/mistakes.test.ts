import { describe, expect, test } from "vitest";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import { documentFolders } from "../../../metadata/documents/document-file.ts";
import { problemMessage } from "../../../metadata/problem.ts";
import { approvalCodes } from "../../../metadata/problem-codes/approval.ts";
import { assignmentCodes } from "../../../metadata/problem-codes/assignment.ts";
import { calendarCodes } from "../../../metadata/problem-codes/calendar.ts";
import { documentCodes } from "../../../metadata/problem-codes/document.ts";
import { ruleDocumentCodes } from "../../../metadata/problem-codes/rule.ts";
import { screenCodes } from "../../../metadata/problem-codes/screen.ts";
import { scriptCodes } from "../../../metadata/problem-codes/script.ts";
import { workflowCodes } from "../../../metadata/problem-codes/workflow.ts";
import { accessMistakes } from "./access-mistakes.ts";
import { approvalMistakes } from "./approval-mistakes.ts";
import { assignmentMistakes } from "./assignment-mistakes.ts";
import { calendarMistakes } from "./calendar-mistakes.ts";
import { extensionMistakes } from "./extension-mistakes.ts";
import { fieldMistakes, valueMistakes } from "./field-mistakes.ts";
import { formMistakes } from "./form-mistakes.ts";
import { lifecycleMistakes } from "./lifecycle-mistakes.ts";
import { app, customer, order } from "./mistake.ts";
import { objectMistakes } from "./object-mistakes.ts";
import { otherMistakes } from "./other-mistakes.ts";
import { ruleMistakes } from "./rule-mistakes.ts";
import { scriptMistakes } from "./script-mistakes.ts";
import { undoMistakes } from "./undo-mistakes.ts";
import { workflowMistakes } from "./workflow-mistakes.ts";

const table = [
  ...objectMistakes,
  ...lifecycleMistakes,
  ...fieldMistakes,
  ...valueMistakes,
  ...otherMistakes,
  ...ruleMistakes,
  ...accessMistakes,
  ...extensionMistakes,
  ...assignmentMistakes,
  ...calendarMistakes,
  ...scriptMistakes,
  ...workflowMistakes,
  ...undoMistakes,
  ...formMistakes,
  ...approvalMistakes,
];

describe.each(table)("%s", (code, documents, path, remedy) => {
  const found = checkDocuments(documents);
  const mistake = found.find((item) => item.code === code && item.path === path);

  test(`is found at ${path || "the document"}, in its file, with a remedy`, () => {
    expect(found.map((item) => `${item.code} ${item.path}`)).toContain(`${code} ${path}`);
    const last = documents.at(-1);
    const kind = last?.kind ?? "app";
    expect(mistake?.file).toContain(kind === "app" ? "app.json" : `${documentFolders[kind]}/`);
    expect(mistake && problemMessage(mistake, "en")).toMatch(remedy);
  });

  test("is said in Chinese with the same parameters", () => {
    const sentence = mistake ? problemMessage(mistake, "zh-CN") : "";
    expect(sentence).toMatch(/[\u4e00-\u9fff]/);
    expect(sentence).not.toMatch(/\{\w+\}|undefined|\[object/);
  });
});

test("one mistake gives one problem", () => {
  const tellsMore = new Set(["document_not_object", "document_repeated", "fields_too_many"]);
  const noisy = table
    .filter(([code]) => !tellsMore.has(code))
    .map(([code, documents, path]) => ({ code, path, count: checkDocuments(documents).length }))
    .filter(({ count }) => count !== 1);
  expect(noisy).toEqual([]);
});

test("every code of documents is met by a mistake above", () => {
  const met = new Set<string>(table.map(([code]) => code));
  const codes = {
    ...documentCodes,
    ...screenCodes,
    ...ruleDocumentCodes,
    ...assignmentCodes,
    ...calendarCodes,
    ...scriptCodes,
    ...workflowCodes,
    ...approvalCodes,
  };
  const unmet = Object.keys(codes).filter((code) => !met.has(code));
  // These are met where files are read.
  expect(unmet).toEqual(["no_documents", "unknown_document_kind"]);
});

test("all mistakes of all documents come at once", () => {
  const everything = checkDocuments([
    ...order(
      { a: { type: "strng" }, B: { type: "string" }, c: { $ref: "tenon:lookup", target: "x" } },
      { required: ["d"] },
    ),
    ...app({ version: "x" }).slice(1),
  ]);
  expect(everything.map(({ code }) => code).sort()).toEqual([
    "json_type_unknown",
    "name_invalid",
    "required_unknown",
    "target_unknown",
    "version_invalid",
  ]);
});

test("formulas that speak of a broken field are not blamed for it", () => {
  const documents = order({
    price: { $ref: "tenon:mony" },
    total: { $ref: "tenon:money", formula: "price * 2" },
    other: { $ref: "tenon:money", formula: "pirce * 2" },
  });
  expect(checkDocuments(documents).map(({ path }) => path)).toEqual([
    "/properties/price/$ref",
    "/properties/other/formula",
  ]);
});

test("keywords of one's own are kept without complaint", () => {
  const documents = order({ f: { type: "string", "x-note": { a: 1 } } }, { "x-owner": "sales" });
  expect(checkDocuments(documents)).toEqual([]);
});

test("checking again after a change elsewhere gives the same as checking anew", () => {
  const before = order({
    c: { $ref: "tenon:lookup", target: "customer" },
    d: { type: "string", formula: "c.name" },
  });
  expect(checkDocuments(before)).toEqual([]);
  const renamed = {
    ...customer,
    content: { name: "customer", properties: { title: { type: "string" } } },
  };
  const after = [renamed, ...before.slice(1)];
  expect(checkDocuments(after).map(({ code }) => code)).toEqual(["expression_unknown_name"]);
  expect(checkDocuments(before)).toEqual([]);
});
