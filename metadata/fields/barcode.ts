import { textType } from "../expressions/types.ts";
import { success } from "../problem.ts";
import { defineFieldType, type JsonSchema, type PropertySchema } from "./field-type.ts";
import { refersTo } from "./schema-kind.ts";
import { option } from "./shared-options.ts";
import { text } from "./text.ts";

export const barcodeFormats = ["code128", "ean13", "qr"] as const;
export type BarcodeFormat = (typeof barcodeFormats)[number];

export function barcodeFormat(schema: PropertySchema): BarcodeFormat {
  return barcodeFormats.find((format) => format === schema.format) ?? "code128";
}

/** What each kind of code can say. Bars of more than eighty characters fit on no label. */
const valueSchemas: Readonly<Record<BarcodeFormat, JsonSchema>> = {
  code128: { type: "string", pattern: "^[!-~]([ -~]{0,78}[!-~])?$" },
  ean13: { type: "string", pattern: "^[0-9]{13}$" },
  qr: { type: "string", minLength: 1, maxLength: 500 },
};

/** A text that machines read: shown as bars or as a QR code. */
export const barcode = defineFieldType({
  name: "barcode",
  title: { en: "Barcode", "zh-CN": "条码" },
  description: {
    en: "A text that scanners read, shown as bars or as a QR code.",
    "zh-CN": "供扫描识别的文本，显示为条形码或二维码。",
  },
  group: "text",
  storage: "column",
  recognises: refersTo("barcode"),
  template: { $ref: "tenon:barcode" },
  options: {
    properties: {
      format: option(
        {
          enum: [...barcodeFormats],
          "x-words": {
            code128: { en: "Code 128", "zh-CN": "Code 128 条形码" },
            ean13: { en: "EAN-13", "zh-CN": "EAN-13 商品条码" },
            qr: { en: "QR code", "zh-CN": "二维码" },
          },
        },
        [
          "Kind of code",
          "码制",
          "code128: letters and digits (the default); ean13: 13 digits, the last one checked; qr: any text.",
          "code128：字母和数字（默认）；ean13：13 位数字并校验末位；qr：任意文本。",
        ],
      ),
    },
  },
  column: text.column,
  wire: "string",
  valueSchema: (schema) => valueSchemas[barcodeFormat(schema)],
  strictSchema: (schema) =>
    barcodeFormat(schema) === "ean13" ? { "tenon:check_digit": true } : {},
  expressionType: () => textType,
  mismatch: "not_a_barcode",
  normalise: (value) => value,
  parse(written, schema) {
    const code = barcodeFormat(schema) === "qr" ? written : written.normalize("NFKC").trim();
    const plain = barcodeFormat(schema) === "ean13" ? code.replace(/[ -]/g, "") : code;
    return success(plain === "" ? null : plain);
  },
  format: text.format,
  exportText: text.exportText,
  operators: text.operators,
  sortable: true,
  uniqueAllowed: true,
  convertibleFrom: ["text", "integer", "auto_number"],
});
