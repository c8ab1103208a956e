import { expect, test } from "vitest";
import {
  type DesignDocument,
  documentAddress,
} from "../../../designer/document/design-documents.ts";
import { mergeFromServer, replaceDocuments } from "../../../designer/document/merge-from-server.ts";
import { savedDocuments } from "../../../designer/document/unsaved-changes.ts";
import { contentOf, customerKey, orderKey, sampleDesign } from "./sample-design.ts";

const customer = sampleDesign.documents.get(customerKey);
if (!customer) throw new Error("no customer");

const held = {
  saved: savedDocuments(sampleDesign.documents.values()),
  etags: new Map([
    ["object/customer", '"1"'],
    ["object/sales_order", '"1"'],
  ]),
};

/** The server's answer: equal documents as new values, except those given. */
function server(changed: readonly DesignDocument[], without: readonly string[] = []) {
  const copies = [...sampleDesign.documents.values()].map((document) => structuredClone(document));
  const saved = new Map(savedDocuments([...copies, ...changed]));
  for (const address of without) saved.delete(address);
  const etags = new Map([
    ["object/customer", '"2"'],
    ["object/sales_order", '"1"'],
  ]);
  return { saved, etags };
}

const theirs: DesignDocument = { ...customer, content: { ...customer.content, title: "Theirs" } };

test("documents nobody changed stay the very values they were", () => {
  const merge = mergeFromServer(held, server([]), new Set());
  expect(merge.replacements.size).toBe(0);
  expect(merge.saved.get("object/customer")).toBe(customer);
  expect(merge.etags.get("object/customer")).toBe('"2"');
});

test("a document somebody changed comes onto the screen", () => {
  const merge = mergeFromServer(held, server([theirs]), new Set());
  const design = replaceDocuments(sampleDesign, merge.replacements);
  expect(contentOf(design, customerKey).title).toBe("Theirs");
  expect(design.documents.get(orderKey)).toBe(sampleDesign.documents.get(orderKey));
});

test("a document with unsaved changes stays, under the old tag, so that the conflict shows", () => {
  const merge = mergeFromServer(held, server([theirs]), new Set([documentAddress(customer)]));
  expect(merge.replacements.size).toBe(0);
  expect(merge.etags.get("object/customer")).toBe('"1"');
});

test("a document somebody removed goes, and with it the selection", () => {
  const merge = mergeFromServer(held, server([], ["object/customer"]), new Set());
  const design = replaceDocuments(sampleDesign, merge.replacements);
  expect(design.documents.has(customerKey)).toBe(false);
  expect(design.selection.document).toBeNull();
});
