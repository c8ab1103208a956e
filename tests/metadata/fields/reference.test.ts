import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { fieldTypeReference } from "../../../metadata/fields/reference.ts";

test("the reference page is what the definitions say", () => {
  const page = new URL("../../../metadata/fields/FIELD_TYPES.generated.md", import.meta.url);
  expect(readFileSync(page, "utf8")).toBe(fieldTypeReference());
});
