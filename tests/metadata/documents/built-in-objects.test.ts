/** Documents that extend the objects every workspace has. */
import { expect, test } from "vitest";
import { assignIds } from "../../../metadata/documents/assign-ids.ts";
import { builtInDocument, builtInNames } from "../../../metadata/documents/built-in-documents.ts";
import { allDocuments } from "../../../metadata/documents/built-in-objects.ts";
import { checkDocuments } from "../../../metadata/documents/check-documents.ts";
import type { MetadataDocument } from "../../../metadata/documents/document.ts";
import { resolveObject } from "../../../metadata/model/resolve-object.ts";
import { locales } from "../../../metadata/text.ts";
import { badge, modelOf } from "./extended-user.ts";

test("without a document each is there, sound, and titled in every language", () => {
  expect(allDocuments([]).map(({ name }) => name)).toEqual(builtInNames);
  expect(checkDocuments([])).toEqual([]);
  for (const name of builtInNames) {
    const [english, chinese] = locales
      .toSorted()
      .map((locale) => resolveObject(builtInDocument(name, locale), locale));
    expect([chinese?.title, ...(chinese?.fields ?? []).map(({ title }) => title)].join()).toMatch(
      /^[\u4e00-\u9fff,]+$/,
    );
    expect(english?.fields.map(({ id }) => id)).toEqual(chinese?.fields.map(({ id }) => id));
    expect(english?.builtIn).toBe(true);
    expect(english?.recordTitle).toBe("name");
  }
});

test("an extension adds behind what is there and may say how it is called", () => {
  expect(checkDocuments([badge])).toEqual([]);
  const model = modelOf([badge], "user");
  expect(model.title).toBe("Employee");
  expect(model.fields.map(({ name }) => name)).toEqual([
    "name",
    "email",
    "department",
    "position",
    "manager",
    "teams",
    "active",
    "badge",
    "grade",
  ]);
  expect(model.byName.get("department")).toMatchObject({ title: "Section", target: "department" });
  expect(model.byName.get("email")).toMatchObject({ readOnly: true, required: true });
  expect(model.byName.get("grade")?.required).toBe(true);
  expect([model.recordTitle, model.unique, model.rules.length, model.comesWithAccounts]).toEqual([
    "badge",
    [["department", "badge"]],
    1,
    true,
  ]);
});

test("the same documents give the same values", () => {
  const contents = (documents: readonly MetadataDocument[]) =>
    allDocuments(documents).map(({ content }) => content);
  const once = contents([badge]);
  expect(contents([{ ...badge }]).every((content, index) => content === once[index])).toBe(true);
  expect(contents([]).every((content, index) => content === contents([])[index])).toBe(true);
});

test("ids are those of the built-in object; one's own fields get new ones and keep them", () => {
  let count = 0;
  const newId = () => `generated${count++}`;
  const first = assignIds(badge, null, newId);
  expect(first.content).toMatchObject({
    id: "tenonusers",
    properties: { department: { id: "tenonuserd" }, badge: { id: "generated0" } },
  });
  expect(assignIds(badge, first, newId).content).toEqual(first.content);
});
