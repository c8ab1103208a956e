/** Property schemas of every field type with generators of their values in canonical wire form. */
import fc from "fast-check";
import type { PropertySchema } from "../../../metadata/fields/field-type.ts";
import type { FieldTypeName } from "../../../metadata/fields/index.ts";
import { maximumSeconds, writeDuration } from "../../../metadata/fields/values/duration-text.ts";
import { type RichNode, writeRichText } from "../../../metadata/fields/values/rich-text.ts";
import { decimalText, jsonValue, moment, pad } from "./value-generators.ts";

export interface FieldSample {
  readonly schema: PropertySchema;
  /** Canonical values: what the API answers. */
  readonly values: fc.Arbitrary<unknown>;
  /** Other spellings that are accepted, with the canonical value each stands for. */
  readonly spellings?: fc.Arbitrary<readonly [received: unknown, canonical: unknown]>;
}

const anyText = (maximum: number) =>
  fc.string({ unit: "binary", minLength: 1, maxLength: maximum });

const file = (types: readonly string[]) =>
  fc.record({
    id: fc.uuid(),
    name: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }),
    type: fc.constantFrom(...types),
    size: fc.nat(5000),
  });

const wholeNumbers = (low: number, high: number) =>
  fc.oneof(fc.integer({ min: low, max: high }), fc.constantFrom(low, high));

const numberAsDecimal = (scale: number) =>
  fc
    .integer({ min: -1_000_000, max: 1_000_000 })
    .map(
      (units) =>
        [
          Number((units / 10 ** scale).toFixed(scale)),
          (units / 10 ** scale).toFixed(scale).replace(/^-(0\.?0*)$/, "$1"),
        ] as const,
    );

const date = fc
  .date({
    min: new Date("0001-01-01T00:00:00Z"),
    max: new Date("9999-12-31T00:00:00Z"),
    noInvalidDate: true,
  })
  .map((day) => day.toISOString().slice(0, 10));

const time = fc
  .tuple(fc.nat(23), fc.nat(59), fc.nat(59))
  .map((parts) => parts.map((part) => pad(part)).join(":"));

/** Canonical texts of the subset: paragraphs, lists and links around any text. */
const richTexts = fc
  .array(
    fc.tuple(
      fc.constantFrom("p", "h2", "blockquote", "ul", "link", "pre"),
      fc
        .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
        .filter((entry) => entry.trim() !== ""),
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((blocks) =>
    writeRichText(
      blocks.map(([tag, entry]): RichNode => {
        const inline: RichNode = { tag: "strong", children: [entry] };
        if (tag === "ul") return { tag, children: [{ tag: "li", children: [entry, inline] }] };
        if (tag === "link") {
          const href = "https://example.com/?a=1&b=2";
          return { tag: "p", children: [{ tag: "a", href, children: [entry] }] };
        }
        return { tag: tag === "h2" || tag === "pre" ? tag : "p", children: [entry, inline] };
      }),
    ),
  );

/** Trimmed, and not only spaces. */
const tag = fc
  .string({ unit: "binary", minLength: 1, maxLength: 20 })
  .filter((entry) => entry.trim() === entry && entry !== "");

/** Composite values with some of the parts, at least one. */
const partsOf = (...names: readonly string[]) =>
  fc
    .record(Object.fromEntries(names.map((name) => [name, fc.option(tag, { nil: "" })])))
    .map((parts) => Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== "")))
    .filter((parts) => Object.keys(parts).length > 0);

const degrees = (limit: number) =>
  fc
    .oneof(
      fc.integer({ min: -limit * 10 ** 6, max: limit * 10 ** 6 }),
      fc.constantFrom(0, limit * 10 ** 6),
    )
    .map((millionths) => (millionths / 10 ** 6).toFixed(6).replace(/\.?0+$/, "") || "0")
    .map((text) => (text === "-0" ? "0" : text));

const options = ["draft", "In progress", "已完成", "a;b", "[x]", " b", "1"];
const lowerId = fc.uuid().map((id) => id.toLowerCase());
const idSpellings = fc.uuid().map((id) => [id.toUpperCase(), id.toLowerCase()] as const);
const lines: PropertySchema = {
  type: "array",
  minItems: 1,
  items: { type: "object", properties: { quantity: { type: "integer" } } },
};

export const fieldSamples: Readonly<Record<FieldTypeName, readonly FieldSample[]>> = {
  text: [
    { schema: { type: "string" }, values: anyText(60) },
    { schema: { type: ["string", "null"], minLength: 1, maxLength: 9 }, values: anyText(9) },
    { schema: { type: "string", pattern: "^[A-Z]{5}$" }, values: fc.stringMatching(/^[A-Z]{5}$/) },
    { schema: { type: "string", format: "ipv4" }, values: fc.ipV4() },
  ],
  long_text: [{ schema: { $ref: "tenon:long_text", maxLength: 500 }, values: anyText(500) }],
  rich_text: [
    {
      schema: { $ref: "tenon:rich_text" },
      values: richTexts,
      spellings: fc.constantFrom(
        ["plain", "<p>plain</p>"] as const,
        ["<P>a</P>\n <p>b</p>", "<p>a</p><p>b</p>"] as const,
        ["<p>a<br/>&apos;</p>", "<p>a<br>'</p>"] as const,
        ["<p> </p>", null] as const,
      ),
    },
  ],
  integer: [
    {
      schema: { type: "integer" },
      values: wholeNumbers(Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
      spellings: fc.constant([-0, 0] as const),
    },
    { schema: { type: "integer", minimum: 0, maximum: 100 }, values: wholeNumbers(0, 100) },
    { schema: { enum: [1, 2, 3] }, values: fc.constantFrom(1, 2, 3) },
  ],
  decimal: [
    { schema: { type: "number" }, values: decimalText(18, 4), spellings: numberAsDecimal(4) },
    { schema: { $ref: "tenon:decimal", precision: 38, scale: 38 }, values: decimalText(38, 38) },
    { schema: { $ref: "tenon:decimal", precision: 38, scale: 0 }, values: decimalText(38, 0) },
    {
      schema: { $ref: "tenon:decimal", precision: 14, scale: 3, exclusiveMinimum: "0" },
      values: decimalText(14, 3)
        .filter((value) => /[1-9]/.test(value))
        .map(withoutSign),
    },
    {
      schema: { type: "number", maximum: 0 },
      values: decimalText(18, 4).map((value) =>
        /[1-9]/.test(value) ? `-${withoutSign(value)}` : value,
      ),
    },
  ],
  money: [
    { schema: { $ref: "tenon:money" }, values: decimalText(20, 2), spellings: numberAsDecimal(2) },
    { schema: { $ref: "tenon:money", currency: "CNY" }, values: decimalText(20, 2) },
    { schema: { $ref: "tenon:money", scale: 0, currency: "JPY" }, values: decimalText(20, 0) },
  ],
  percent: [
    { schema: { $ref: "tenon:percent" }, values: decimalText(9, 2), spellings: numberAsDecimal(2) },
    {
      schema: { $ref: "tenon:percent", scale: 4, minimum: 0 },
      values: decimalText(9, 4).map(withoutSign),
    },
  ],
  quantity: [
    {
      schema: { $ref: "tenon:quantity", unit: "m²" },
      values: decimalText(18, 4),
      spellings: numberAsDecimal(4),
    },
    { schema: { $ref: "tenon:quantity", unit: "kg", scale: 0 }, values: decimalText(18, 0) },
    { schema: { $ref: "tenon:quantity", unit_field: "unit" }, values: decimalText(18, 4) },
  ],
  rating: [
    { schema: { $ref: "tenon:rating" }, values: wholeNumbers(1, 5) },
    { schema: { $ref: "tenon:rating", maximum: 10 }, values: wholeNumbers(1, 10) },
  ],
  boolean: [{ schema: { type: ["boolean", "null"] }, values: fc.boolean() }],
  select: [
    { schema: { enum: options }, values: fc.constantFrom(...options) },
    {
      schema: {
        oneOf: [
          { const: "a", title: "Level A" },
          { const: "b", title: "乙级" },
        ],
      },
      values: fc.constantFrom("a", "b"),
    },
  ],
  multi_select: [
    {
      schema: { type: "array", items: { enum: options }, uniqueItems: true },
      values: fc.uniqueArray(fc.constantFrom(...options), { minLength: 1 }),
      spellings: fc.constant([[], null] as const),
    },
  ],
  tags: [
    {
      schema: { $ref: "tenon:tags" },
      values: fc.uniqueArray(tag, { minLength: 1, maxLength: 5 }),
      spellings: fc.constantFrom(
        [[], null] as const,
        [[" urgent ", "", "urgent"], ["urgent"]] as const,
      ),
    },
  ],
  date: [{ schema: { type: "string", format: "date" }, values: date }],
  date_time: [
    {
      schema: { type: "string", format: "date-time" },
      values: moment.map((instant) => new Date(instant).toISOString()),
      spellings: fc
        .tuple(moment, fc.integer({ min: -14 * 60, max: 14 * 60 }))
        .map(([instant, minutes]) => {
          const local = new Date(instant + minutes * 60_000).toISOString().slice(0, -1);
          const size = Math.abs(minutes);
          const offset = `${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
          return [`${local}${minutes < 0 ? "-" : "+"}${offset}`, new Date(instant).toISOString()];
        }),
    },
  ],
  time: [
    {
      schema: { type: "string", format: "time" },
      values: time,
      spellings: time.map((value) => [value.slice(0, 5), `${value.slice(0, 5)}:00`] as const),
    },
  ],
  duration: [
    {
      schema: { $ref: "tenon:duration" },
      values: fc
        .oneof(
          fc.integer({ min: -200_000, max: 200_000 }),
          fc.constantFrom(maximumSeconds, -maximumSeconds, 0, 60, 3600),
        )
        .map(writeDuration),
      spellings: fc.constantFrom(
        ["PT90M", "PT1H30M"] as const,
        ["P1DT0H", "PT24H"] as const,
        ["P2W", "PT336H"] as const,
        ["-PT0S", "PT0S"] as const,
      ),
    },
  ],
  lookup: [
    {
      schema: { $ref: "tenon:lookup", target: "customer" },
      values: lowerId,
      spellings: idSpellings,
    },
  ],
  many_to_many: [
    {
      schema: { type: "array", items: { $ref: "tenon:lookup", target: "tag" } },
      values: fc.uniqueArray(lowerId, { minLength: 1, maxLength: 4 }),
    },
  ],
  dynamic_lookup: [
    {
      schema: { $ref: "tenon:dynamic_lookup", targets: ["customer", "lead"] },
      values: fc.record({ id: lowerId, object: fc.constantFrom("customer", "lead") }),
      spellings: idSpellings.map(
        ([received, canonical]) =>
          [
            { object: "lead", id: received },
            { id: canonical, object: "lead" },
          ] as const,
      ),
    },
  ],
  tree_parent: [
    { schema: { $ref: "tenon:tree_parent" }, values: lowerId, spellings: idSpellings },
    {
      schema: { $ref: "tenon:tree_parent", on_delete: "clear", index: true },
      values: lowerId,
    },
  ],
  user: [{ schema: { $ref: "tenon:user" }, values: lowerId, spellings: idSpellings }],
  child_rows: [
    {
      schema: lines,
      values: fc.array(fc.record({ quantity: fc.integer() }), { minLength: 1, maxLength: 4 }),
    },
  ],
  auto_number: [
    {
      schema: { $ref: "tenon:auto_number", template: "SO-{yyyy}{mm}-{00000}" },
      values: fc.stringMatching(/^SO-[0-9]{6}-[0-9]{5}$/),
    },
  ],
  email: [{ schema: { type: "string", format: "email" }, values: fc.emailAddress() }],
  phone: [
    {
      schema: { $ref: "tenon:phone" },
      values: fc.constantFrom(
        "+86 21 5555 0100",
        "030-0074321",
        "(5) 555-4729",
        "0621-08460",
        "138 0013 8000",
        "(604) 555-4729 ext. 12",
        "021-55550100转801",
      ),
    },
  ],
  url: [{ schema: { type: "string", format: "uri" }, values: fc.webUrl() }],
  barcode: [
    { schema: { $ref: "tenon:barcode" }, values: fc.stringMatching(/^[!-~]([ -~]{0,78}[!-~])?$/) },
    {
      schema: { $ref: "tenon:barcode", format: "ean13" },
      values: fc.constantFrom("4006381333931", "6901234567892", "9780306406157", "0012345678905"),
    },
    { schema: { $ref: "tenon:barcode", format: "qr" }, values: anyText(200) },
  ],
  color: [
    {
      schema: { $ref: "tenon:color" },
      values: fc.stringMatching(/^#[0-9a-f]{6}$/),
      spellings: fc.constantFrom(["#ABC", "#aabbcc"] as const, ["#1F6FEB", "#1f6feb"] as const),
    },
  ],
  person_name: [
    {
      schema: { $ref: "tenon:person_name" },
      values: fc.oneof(
        fc.constantFrom(
          { family: "王", given: "小明" },
          { family: "欧阳", given: "修" },
          { family: "Smith", given: "John", middle: "Robert", prefix: "Dr" },
          { family: "Cher" },
        ),
        partsOf("family", "given", "middle", "prefix"),
      ),
      spellings: fc.constantFrom(
        [{ family: " 王 ", given: "", middle: null }, { family: "王" }] as const,
        [{ family: "" }, null] as const,
      ),
    },
  ],
  address: [
    {
      schema: { $ref: "tenon:address" },
      values: fc.oneof(
        fc.constantFrom(
          {
            country: "CN",
            province: "上海市",
            city: "市辖区",
            district: "浦东新区",
            street: "世纪大道100号",
          },
          { street: "12 Main St, Apt 4", city: "Springfield", postal_code: "62701", country: "US" },
        ),
        partsOf("country", "province", "city", "district", "street", "postal_code"),
      ),
      spellings: fc.constant([{ city: " 北京市 ", street: "" }, { city: "北京市" }] as const),
    },
  ],
  attachment: [
    {
      schema: { $ref: "tenon:attachment", accept: "image/*, .pdf", maximum_size: 5000 },
      values: file(["image/png", "application/pdf"]),
      spellings: fc
        .uuid()
        .chain((id) =>
          fc.constantFrom([id, { id }] as const, [{ id: id.toUpperCase() }, { id }] as const),
        ),
    },
    { schema: { $ref: "tenon:attachment" }, values: file(["application/octet-stream"]) },
  ],
  attachments: [
    {
      schema: {
        type: "array",
        items: { $ref: "tenon:attachment", accept: ".docx" },
        maxItems: 3,
      },
      values: fc.uniqueArray(
        file(["application/vnd.openxmlformats-officedocument.wordprocessingml.document"]),
        { minLength: 1, maxLength: 3, selector: ({ id }) => id },
      ),
      spellings: fc
        .uuid()
        .chain((id) => fc.constantFrom([[id, id], [{ id }]] as const, [[], null] as const)),
    },
  ],
  image: [{ schema: { $ref: "tenon:image" }, values: file(["image/png", "image/webp"]) }],
  signature: [
    {
      schema: { $ref: "tenon:signature" },
      values: fc.oneof(
        fc.record({ typed: tag }),
        fc.record({
          strokes: fc.array(fc.array(fc.nat(400), { minLength: 2, maxLength: 8 }), {
            minLength: 1,
            maxLength: 3,
          }),
        }),
      ),
      spellings: fc.constant([{}, null] as const),
    },
  ],
  geo_point: [
    {
      schema: { $ref: "tenon:geo_point" },
      values: fc.record({ latitude: degrees(90), longitude: degrees(180) }),
      spellings: fc.constantFrom(
        [
          { latitude: 31.2304, longitude: "121.47370" },
          { latitude: "31.2304", longitude: "121.4737" },
        ] as const,
        [
          { latitude: "-0.0", longitude: 180 },
          { latitude: "0", longitude: "180" },
        ] as const,
      ),
    },
  ],
  secret: [
    {
      schema: { $ref: "tenon:secret", maxLength: 40 },
      values: fc.constant({ set: true }),
      spellings: fc.string({ minLength: 1, maxLength: 40 }).map((text) => [text, text] as const),
    },
  ],
  json: [
    {
      schema: {
        $ref: "tenon:json",
        schema: {
          type: "object",
          properties: { size: { $ref: "#/$defs/size" } },
          additionalProperties: false,
          $defs: { size: { type: "integer", minimum: 1 } },
        },
      },
      values: fc.record({ size: fc.integer({ min: 1 }) }),
    },
    { schema: { $ref: "tenon:json" }, values: jsonValue },
    { schema: {}, values: jsonValue },
    {
      schema: { type: "array", items: { type: "string" }, maxItems: 5 },
      values: fc.array(anyText(5), { maxLength: 5 }),
    },
    {
      schema: { type: "object", properties: { a: { type: "integer" } }, required: ["a"] },
      values: fc.record({ a: fc.integer() }),
    },
  ],
};

function withoutSign(value: string): string {
  return value.replace(/^-/, "");
}
