/** Values to fill previews with: what the document says first, then something of the type. */

import { choicesOf } from "../../metadata/fields/values/choices.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";

const sampleFile = "00000000-0000-7000-8000-000000000001";

const samples: Readonly<Record<string, readonly unknown[]>> = {
  integer: [12, 3, 140, 7],
  decimal: ["12.5", "0.25", "3", "140.75"],
  money: ["1280.00", "96.50", "24500.00", "310.25"],
  percent: ["12.50", "100.00", "3.75", "47.10"],
  quantity: ["12.5000", "0.2500", "3.0000", "140.7500"],
  rating: [4, 5, 2, 3],
  duration: ["PT1H30M", "PT45M", "PT8H", "PT20M"],
  color: ["#1f6feb", "#d29922", "#2da44e", "#8250df"],
  tags: [["A", "B"], ["C"]],
  boolean: [true, false, true, true],
  date: ["2026-03-02", "2026-05-19", "2026-08-30", "2026-11-22"],
  date_time: ["2026-03-02T08:30:00.000Z", "2026-05-19T13:05:00.000Z"],
  time: ["08:30:00", "13:05:00"],
  email: ["name@example.com"],
  phone: ["+86 10 5555 0100"],
  url: ["https://example.com/"],
  barcode: ["6901234567892"],
  person_name: [
    { family: "王", given: "小明" },
    { family: "Smith", given: "John" },
  ],
  address: [
    {
      country: "CN",
      province: "上海市",
      city: "市辖区",
      district: "浦东新区",
      street: "世纪大道100号",
    },
    { country: "US", city: "Springfield", street: "12 Main St" },
  ],
  signature: [{ strokes: [[60, 95, 90, 40, 110, 100, 140, 50, 170, 95, 230, 70, 300, 90]] }],
  attachment: [{ id: sampleFile, name: "2026.pdf", type: "application/pdf", size: 482_000 }],
  attachments: [
    [
      { id: sampleFile, name: "A.pdf", type: "application/pdf", size: 482_000 },
      { id: "00000000-0000-7000-8000-000000000002", name: "B.xlsx", size: 31_400 },
    ],
  ],
  geo_point: [{ latitude: "31.2304", longitude: "121.4737" }],
  secret: [{ set: true }],
  auto_number: ["00001", "00002", "00003", "00004"],
};

/** One value; `null` where nothing can be made up (lookups, rows, formulas). */
export function sampleValue(field: FieldModel, index: number): unknown {
  if (field.formula !== null || field.target !== null || field.children) return null;
  const { examples } = field.schema;
  if (Array.isArray(examples) && examples.length > 0) return examples[index % examples.length];
  const choices = choicesOf(field.schema);
  if (choices && choices.length > 0) return choices[index % choices.length]?.value ?? null;
  if (field.default && "value" in field.default) return field.default.value;
  const list = samples[field.type.name];
  if (list) return list[index % list.length];
  return field.type.name === "text" ? `${field.title} ${index + 1}` : null;
}

export function sampleRecords(
  fields: readonly FieldModel[],
  count: number,
): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: count }, (_, index) =>
    Object.fromEntries(
      fields.map((field) => [
        field.name,
        field.children ? sampleRecords(field.children.fields, 2) : sampleValue(field, index),
      ]),
    ),
  );
}

/** A record to fill a form with; child rows get two lines. */
export function sampleRecord(model: ObjectModel): Readonly<Record<string, unknown>> {
  return sampleRecords(model.fields, 1)[0] ?? {};
}
