/**
 * Guesses a field from its title: `Order date` is a date, `金额` is money, and the title of an
 * object is a lookup to it. The guess is shown before it is taken.
 */
import type { PropertySchema } from "../../metadata/fields/field-type.ts";

interface Guess {
  readonly words: RegExp;
  readonly schema: PropertySchema;
}

/** In order: the first that matches decides. */
const guesses: readonly Guess[] = [
  { words: /\be-?mail\b|邮箱|电子邮件/i, schema: { type: "string", format: "email" } },
  { words: /\b(phone|mobile|tel|fax)\b|电话|手机|传真/i, schema: { $ref: "tenon:phone" } },
  { words: /\b(website|url|link)\b|网址|网站|链接/i, schema: { type: "string", format: "uri" } },
  {
    words: /\b(date and time|timestamp|\w+ at)$|日期时间|时刻/i,
    schema: { type: "string", format: "date-time" },
  },
  {
    words: /\b(date|day|birthday|deadline|due|expires|valid (from|until))\b|日期|生日|到期日|期限/i,
    schema: { type: "string", format: "date" },
  },
  { words: /\btime\b|时间$/i, schema: { type: "string", format: "time" } },
  {
    words: /^(is|has|can)\s|\b(active|enabled|approved|paid)\b|^是否|启用/i,
    schema: { type: "boolean" },
  },
  {
    words:
      /\b(amount|price|total|cost|budget|fee|salary|revenue|balance|limit|freight|tax)\b|金额|价|费|成本|预算|余额|额度|税额|合计|总额/i,
    schema: { $ref: "tenon:money" },
  },
  { words: /\b(percent|percentage)\b|百分比|百分率/i, schema: { $ref: "tenon:percent" } },
  { words: /\b(duration|effort)\b|时长|工时/i, schema: { $ref: "tenon:duration" } },
  { words: /\b(rating|stars)\b|评分|星级/i, schema: { $ref: "tenon:rating", maximum: 5 } },
  { words: /\b(colou?r)\b|颜色/i, schema: { $ref: "tenon:color" } },
  { words: /\b(barcode|ean|sku code)\b|条码|条形码/i, schema: { $ref: "tenon:barcode" } },
  { words: /\b(coordinates?|geo|gps)\b|坐标|经纬度/i, schema: { $ref: "tenon:geo_point" } },
  { words: /\b(tags|keywords|labels)\b|标签|关键词/i, schema: { $ref: "tenon:tags" } },
  {
    words:
      /\b(rate|ratio|weight|length|width|height|volume|discount)\b|率|比例|重量|长度|宽度|高度|体积|折扣/i,
    schema: { $ref: "tenon:decimal", precision: 18, scale: 4 },
  },
  {
    words:
      /\b(quantity|count|qty|pieces|age|year|number of|days|sort order)\b|数量|件数|年龄|年份|天数|次数|排序/i,
    schema: { type: "integer" },
  },
  {
    words:
      /\b(notes?|remarks?|comments?|description|details|summary|reason)\b|备注|说明|描述|详情|意见|原因|内容/i,
    schema: { $ref: "tenon:long_text" },
  },
];

export function suggestField(
  title: string,
  objects: readonly { readonly name: string; readonly title: string }[],
): PropertySchema {
  const wanted = title.trim().toLowerCase();
  const target = objects.find(
    (object) =>
      object.title.toLowerCase() === wanted || object.name === wanted.replaceAll(" ", "_"),
  );
  if (wanted !== "" && target) {
    return { $ref: "tenon:lookup", target: target.name };
  }
  return guesses.find((guess) => guess.words.test(wanted))?.schema ?? { type: "string" };
}
