import { expect, test } from "vitest";
import { changeFieldOption } from "../../../designer/commands/change-field-option.ts";
import { createModelCache } from "../../../designer/document/draft-models.ts";
import { sampleRecord } from "../../../designer/document/sample-values.ts";
import { soundModel } from "../../../designer/document/sound-model.ts";
import { underlined } from "../../../designer/inspector/underlined.ts";
import { problem } from "../../../metadata/problem.ts";
import { holderModel } from "../../../metadata/refactor/sound-models.ts";
import { customerKey, orderKey, sampleDesign } from "./sample-design.ts";

const broken = changeFieldOption.run(sampleDesign, {
  document: orderKey,
  field: "amount0000",
  keyword: "formula",
  value: "price * ",
});

test("a half-written formula, even of a row, leaves the rest of the form usable", () => {
  const models = createModelCache()(broken.documents, "en");
  const model = models.get("sales_order");
  if (!model) throw new Error("no model");
  const sound = soundModel(model, models);
  expect(holderModel(sound, ["lines", "amount"])?.byName.get("amount")?.formula).toBeNull();
  expect(sound.byName.get("total")?.formula).toBe("sum(lines.price)");
});

test("a formula that gives another type than its field's is left out, too", () => {
  const { documents } = changeFieldOption.run(sampleDesign, {
    document: orderKey,
    field: "amount0000",
    keyword: "formula",
    value: "'text'",
  });
  const models = createModelCache()(documents, "en");
  const model = models.get("sales_order");
  if (!model) throw new Error("no model");
  const sound = soundModel(model, models);
  expect(holderModel(sound, ["lines", "amount"])?.byName.get("amount")?.formula).toBeNull();
});

test("a model is made anew only for the object that was changed", () => {
  const modelsOf = createModelCache();
  const before = modelsOf(sampleDesign.documents, "en");
  const after = modelsOf(broken.documents, "en");
  expect(after.get("customer")).toBe(before.get("customer"));
  expect(after.get("sales_order")).not.toBe(before.get("sales_order"));
});

test("a field that no type recognises is left out instead of failing", () => {
  const design = changeFieldOption.run(sampleDesign, {
    document: customerKey,
    field: "limit00000",
    keyword: "$ref",
    value: "tenon:nothing",
  });
  const model = createModelCache()(design.documents, "en").get("customer");
  expect(model?.fields.map((field) => field.name)).toEqual(["code", "name", "currency"]);
});

test("sample values are of the field's type and rows have lines", () => {
  const model = createModelCache()(sampleDesign.documents, "en").get("sales_order");
  const sample = model ? sampleRecord(model) : {};
  expect(sample.lines).toHaveLength(2);
  expect(sample.customer).toBeNull();
});

test("the place of a mistake is underlined, also at the very end", () => {
  const at = (start: number, end: number) => [problem("expression_empty", "", { start, end })];
  expect(underlined("a + bb", at(4, 6))).toEqual([
    { text: "a + ", wrong: false },
    { text: "bb", wrong: true },
  ]);
  expect(underlined("a +", at(3, 3)).at(-1)).toEqual({ text: "+", wrong: true });
  expect(underlined("ab", [])).toEqual([{ text: "ab", wrong: false }]);
});
