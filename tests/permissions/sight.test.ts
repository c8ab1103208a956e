/** Objects as somebody sees them, made of a catalog and his rights. No server is asked. */
import { expect, test } from "vitest";
import { visibleDocument, visibleModel } from "../../engine/access/visible-objects.ts";
import { openApiDocument } from "../../engine/http/open-api-document.ts";
import { publicSchema } from "../../metadata/validate/public-schema.ts";
import { catalogOf, modelIn, rightsIn } from "../support/sample-catalog.ts";
import { documents } from "./told-documents.ts";

const catalog = catalogOf(documents);
const content = catalog.document("object", "deal")?.content ?? {};

/** All that is made of the object for who has a role. */
function seenBy(name: string) {
  const rights = rightsIn(catalog, name);
  const document = visibleDocument(catalog, rights, content);
  const schema = publicSchema(visibleModel(catalog, rights, modelIn(catalog, "deal")));
  const openApi = openApiDocument(catalog, rights, () => false);
  return { document, openApi, text: JSON.stringify([document, schema, openApi]) };
}

/** Whoever sees more comes first: what is kept of him is not another's. */
test("no field that is hidden is named, whoever was asked for before", () => {
  for (const name of ["admin", "partner", "clerk"]) {
    const { text } = seenBy(name);
    expect(/margin/.test(text)).toBe(name !== "clerk");
    expect(/remark/.test(text)).toBe(name !== "partner");
    expect(/"pin"|"cost"/.test(text)).toBe(name !== "clerk");
  }
});

test("what is not to be written is read-only, and a formula of hidden values is none", () => {
  const properties = seenBy("clerk").document.properties as Readonly<
    Record<string, Readonly<Record<string, unknown>>>
  >;
  expect(properties).toMatchObject({ name: { readOnly: true }, doubled: { readOnly: true } });
  expect(properties.doubled).not.toHaveProperty("formula");
  expect(properties.remark).not.toHaveProperty("readOnly");
});

test("the origin of a value, and rules about it, are shown to who may read it", () => {
  expect(seenBy("clerk").text).toContain("trust");
  expect(seenBy("rater").text).not.toContain("trust");
});

test("paths are those of objects that may be read, and of the audit log for who reads it", () => {
  const paths = (name: string) =>
    Object.keys(seenBy(name).openApi.paths as object).filter((path) =>
      /^\/(records\/client|audit)/.test(path),
    );
  expect(paths("rater")).toEqual([]);
  expect(paths("clerk").every((path) => path.startsWith("/records/client"))).toBe(true);
  expect(paths("clerk").length).toBeGreaterThan(1);
  expect(paths("admin")).toContain("/audit");
});
