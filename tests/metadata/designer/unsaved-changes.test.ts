import { expect, test } from "vitest";
import { addObject } from "../../../designer/commands/add-object.ts";
import { removeObject } from "../../../designer/commands/remove-object.ts";
import { renameObject } from "../../../designer/commands/rename-object.ts";
import { savedDocuments, unsavedChanges } from "../../../designer/document/unsaved-changes.ts";
import { customerKey, sampleDesign } from "./sample-design.ts";

const calls = (design: typeof sampleDesign) =>
  unsavedChanges(savedDocuments(sampleDesign.documents.values()), design.documents).map(
    ({ method, document }) => `${method} ${document.kind}/${document.name}`,
  );

test("nothing changed means nothing to save", () => {
  expect(calls(sampleDesign)).toEqual([]);
});

test("a rename writes the new name and all that follow it before it removes the old one", () => {
  expect(calls(renameObject.run(sampleDesign, { document: customerKey, name: "client" }))).toEqual([
    "PUT object/client",
    "PUT object/sales_order",
    "PUT app/trading",
    "PUT translation/zh-CN",
    "DELETE object/customer",
  ]);
});

test("a new object is written, a removed one deleted", () => {
  expect(calls(addObject.run(sampleDesign, { title: "Lead", firstFieldTitle: "Name" }))).toEqual([
    "PUT object/lead",
  ]);
  expect(calls(removeObject.run(sampleDesign, { document: customerKey }))).toContain(
    "DELETE object/customer",
  );
});

test("a name that passes from one object to another is written, not deleted", () => {
  const freed = renameObject.run(sampleDesign, { document: customerKey, name: "client" });
  const taken = addObject.run(freed, { title: "Customer", firstFieldTitle: "Name" });
  expect(calls(taken)).not.toContain("DELETE object/customer");
  expect(calls(taken)).toContain("PUT object/customer");
});
