import { expect, test } from "vitest";
import {
  inputKeyword,
  locateProblem,
  problemsAt,
  problemsAtPart,
} from "../../../designer/document/problem-location.ts";
import { customerKey, orderKey, sampleDesign } from "./sample-design.ts";
import { rolesDesign, salesKey, wideKey } from "./sample-roles.ts";

const locate = (file: string, path: string) =>
  locateProblem(sampleDesign.documents, { file, path, code: "x", params: {}, message: "wrong" });

test("a keyword of a field leads to the field and the keyword", () => {
  expect(locate("objects/customer.json", "/properties/limit/scale")).toMatchObject({
    selection: { document: customerKey, field: "limit00000" },
    keyword: "scale",
    rest: [],
  });
});

test("a field of child rows is found behind items", () => {
  expect(
    locate("objects/sales_order.json", "/properties/lines/items/properties/price/formula"),
  ).toMatchObject({
    selection: { document: orderKey, field: "price00000" },
    keyword: "formula",
  });
});

test("an option of an entry, and either spelling of choices, lead to their one input", () => {
  const keyword = (path: string) => inputKeyword(locate("objects/customer.json", path));
  expect(keyword("/properties/limit/items/target")).toBe("target");
  expect(keyword("/properties/limit/enum/0")).toBe("oneOf");
  expect(keyword("/properties/limit/items/oneOf")).toBe("oneOf");
  expect(keyword("/properties/limit/scale")).toBe("scale");
});

test("what lies on the object itself leads to the object", () => {
  expect(locate("objects/customer.json", "/rules/0/require")).toMatchObject({
    selection: { document: customerKey, field: null },
    keyword: "rules",
    rest: ["0", "require"],
  });
});

test("a part of a role or a sharing rule leads to it, down to the cell", () => {
  const located = (file: string, path: string) =>
    locateProblem(rolesDesign.documents, { file, path, code: "x", params: {}, message: "wrong" });
  const role = located("roles/sales.json", "/objects/customer/update/1/when");
  expect(role).toMatchObject({
    selection: { document: salesKey, field: null },
    keyword: "objects",
    rest: ["customer", "update", "1", "when"],
  });
  expect(problemsAtPart([role], salesKey, ["objects", "customer", "update"])).toHaveLength(1);
  expect(problemsAtPart([role], salesKey, ["objects", "customer", "read"])).toHaveLength(0);
  expect(located("sharing/wide.json", "/when")).toMatchObject({
    selection: { document: wideKey, field: null },
    keyword: "when",
  });
});

test("a file that is not here leads nowhere", () => {
  expect(locate("objects/nothing.json", "/name").selection).toEqual({
    document: null,
    field: null,
  });
});

test("problems are picked by object and by field", () => {
  const list = [
    locate("objects/customer.json", "/properties/limit/scale"),
    locate("objects/customer.json", "/title"),
    locate("objects/sales_order.json", ""),
  ];
  expect(problemsAt(list, customerKey)).toHaveLength(2);
  expect(problemsAt(list, customerKey, "limit00000")).toHaveLength(1);
  expect(problemsAt(list, customerKey, null)).toHaveLength(1);
});
