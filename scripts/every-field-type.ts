/** One object with a field of every type and a record of it, for pictures that show them all. */
import type { PropertySchema } from "../metadata/fields/field-type.ts";
import type { FieldTypeName } from "../metadata/fields/index.ts";

interface Shown {
  readonly schema: PropertySchema;
  readonly en: string;
  readonly zh: string;
  /** A value as a caller sends it; left out where the engine gives it or the pictures' maker fills it in. */
  readonly value?: unknown;
}

const options = [
  { const: "low", title: "Low" },
  { const: "medium", title: "Medium" },
  { const: "high", title: "High" },
];

const shown: Readonly<Record<FieldTypeName, Shown>> = {
  auto_number: {
    schema: { $ref: "tenon:auto_number", template: "S-{0000}" },
    en: "Number",
    zh: "自动编号",
  },
  text: { schema: { type: "string" }, en: "Text", zh: "文本", value: "Solar pump, 24 V" },
  long_text: {
    schema: { $ref: "tenon:long_text" },
    en: "Long text",
    zh: "多行文本",
    value: "For wells up to 60 m.\nRuns without a battery.",
  },
  rich_text: {
    schema: { $ref: "tenon:rich_text" },
    en: "Rich text",
    zh: "富文本",
    value:
      "<p>Delivered <strong>assembled</strong>, with</p><ul><li>cable</li><li>manual</li></ul>",
  },
  integer: { schema: { type: "integer" }, en: "Whole number", zh: "整数", value: 1280 },
  decimal: {
    schema: { $ref: "tenon:decimal", precision: 12, scale: 3 },
    en: "Decimal",
    zh: "小数",
    value: "12.375",
  },
  money: {
    schema: { $ref: "tenon:money", currency: "CNY" },
    en: "Money",
    zh: "金额",
    value: "86450.50",
  },
  percent: { schema: { $ref: "tenon:percent" }, en: "Percent", zh: "百分比", value: "13" },
  quantity: {
    schema: { $ref: "tenon:quantity", unit: "kg" },
    en: "Quantity",
    zh: "数量",
    value: "18.4",
  },
  rating: { schema: { $ref: "tenon:rating" }, en: "Rating", zh: "评分", value: 4 },
  boolean: { schema: { type: "boolean" }, en: "Yes or no", zh: "是否", value: true },
  select: { schema: { oneOf: options }, en: "Select", zh: "单选", value: "medium" },
  multi_select: {
    schema: { type: "array", items: { oneOf: options }, uniqueItems: true },
    en: "Multi-select",
    zh: "多选",
    value: ["low", "high"],
  },
  tags: { schema: { $ref: "tenon:tags" }, en: "Tags", zh: "标签", value: ["solar", "水泵"] },
  date: {
    schema: { type: "string", format: "date" },
    en: "Date",
    zh: "日期",
    value: "2026-03-20",
  },
  date_time: {
    schema: { type: "string", format: "date-time" },
    en: "Date and time",
    zh: "日期时间",
    value: "2026-03-20T08:30:00Z",
  },
  time: { schema: { type: "string", format: "time" }, en: "Time", zh: "时间", value: "16:45:00" },
  duration: { schema: { $ref: "tenon:duration" }, en: "Duration", zh: "时长", value: "PT1H30M" },
  lookup: {
    schema: { $ref: "tenon:lookup", target: "maker" },
    en: "Lookup",
    zh: "关联",
  },
  many_to_many: {
    schema: { type: "array", items: { $ref: "tenon:lookup", target: "maker" } },
    en: "Several lookups",
    zh: "多项关联",
  },
  dynamic_lookup: {
    schema: { $ref: "tenon:dynamic_lookup", targets: ["maker", "sample"] },
    en: "Dynamic lookup",
    zh: "动态关联",
  },
  tree_parent: { schema: { $ref: "tenon:tree_parent" }, en: "Above", zh: "上级" },
  user: { schema: { $ref: "tenon:user" }, en: "Person in charge", zh: "负责人" },
  email: {
    schema: { type: "string", format: "email" },
    en: "E-mail",
    zh: "邮箱",
    value: "pumps@example.com",
  },
  phone: {
    schema: { $ref: "tenon:phone" },
    en: "Phone",
    zh: "电话",
    value: "+86 21 5555 0100",
  },
  url: {
    schema: { type: "string", format: "uri" },
    en: "Web address",
    zh: "网址",
    value: "https://example.com/pumps/24v",
  },
  barcode: {
    schema: { $ref: "tenon:barcode", format: "ean13" },
    en: "Barcode",
    zh: "条形码",
    value: "4006381333931",
  },
  color: { schema: { $ref: "tenon:color" }, en: "Colour", zh: "颜色", value: "#1f6feb" },
  person_name: {
    schema: { $ref: "tenon:person_name" },
    en: "Name of a person",
    zh: "姓名",
    value: { family: "欧阳", given: "修" },
  },
  address: {
    schema: { $ref: "tenon:address" },
    en: "Address",
    zh: "地址",
    value: {
      country: "CN",
      province: "上海市",
      city: "市辖区",
      district: "浦东新区",
      street: "世纪大道100号",
    },
  },
  geo_point: {
    schema: { $ref: "tenon:geo_point" },
    en: "Place on the map",
    zh: "地理位置",
    value: { latitude: "31.2304", longitude: "121.4737" },
  },
  attachment: { schema: { $ref: "tenon:attachment" }, en: "Attachment", zh: "附件" },
  attachments: {
    schema: { type: "array", items: { $ref: "tenon:attachment" } },
    en: "Several attachments",
    zh: "多个附件",
  },
  image: { schema: { $ref: "tenon:image" }, en: "Image", zh: "图片" },
  signature: {
    schema: { $ref: "tenon:signature" },
    en: "Signature",
    zh: "签名",
    value: { strokes: [[20, 90, 60, 40, 90, 110, 130, 50, 170, 100, 220, 60, 300, 90]] },
  },
  secret: { schema: { $ref: "tenon:secret" }, en: "Secret", zh: "密文", value: "tr0ub4dor" },
  json: {
    schema: { $ref: "tenon:json" },
    en: "JSON",
    zh: "JSON",
    value: { voltage: 24, phases: ["dc"] },
  },
  child_rows: {
    schema: {
      type: "array",
      items: {
        type: "object",
        properties: {
          part: { type: "string", title: "Part" },
          pieces: { type: "integer", title: "Pieces" },
          price: { $ref: "tenon:money", currency: "CNY", title: "Price" },
        },
      },
    },
    en: "Child rows",
    zh: "明细",
    value: [
      { part: "Impeller", pieces: 2, price: "310.00" },
      { part: "Controller", pieces: 1, price: "1250.00" },
    ],
  },
};

const entries = Object.entries(shown);

const choices = { options: { low: "低", medium: "中", high: "高" } };
const translated: Readonly<Record<string, object>> = {
  select: choices,
  multi_select: choices,
  child_rows: {
    fields: { part: { title: "零件" }, pieces: { title: "件数" }, price: { title: "单价" } },
  },
};

/** Files of an app, by their paths. */
export const everyTypeApp: Readonly<Record<string, unknown>> = {
  "app.json": {
    name: "field_types",
    title: "Field types",
    navigation: [{ title: "Field types", items: ["sample", "maker"] }],
  },
  "objects/maker.json": {
    name: "maker",
    title: "Maker",
    properties: { name: { type: "string", title: "Name" } },
  },
  "objects/sample.json": {
    name: "sample",
    title: "Sample",
    record_title: "text",
    properties: Object.fromEntries(
      entries.map(([name, { schema, en }]) => [name, { ...schema, title: en }]),
    ),
  },
  "translations/zh-CN.json": {
    apps: { field_types: { title: "字段类型", navigation: { "Field types": "字段类型" } } },
    objects: {
      maker: { title: "厂商", fields: { name: { title: "名称" } } },
      sample: {
        title: "样例",
        fields: Object.fromEntries(
          entries.map(([name, { zh }]) => [name, { title: zh, ...translated[name] }]),
        ),
      },
    },
  },
};

/** The values that need nothing else to be there. */
export const everyTypeRecord: Readonly<Record<string, unknown>> = Object.fromEntries(
  entries.flatMap(([name, { value }]) => (value === undefined ? [] : [[name, value]])),
);
