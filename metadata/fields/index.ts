/** All field types, in the order in which the designer offers them. */
import { address } from "./address.ts";
import { attachment } from "./attachment.ts";
import { attachments } from "./attachments.ts";
import { autoNumber } from "./auto-number.ts";
import { barcode } from "./barcode.ts";
import { boolean } from "./boolean.ts";
import { childRows } from "./child-rows.ts";
import { color } from "./color.ts";
import { date } from "./date.ts";
import { dateTime } from "./date-time.ts";
import { decimal } from "./decimal.ts";
import { duration } from "./duration.ts";
import { dynamicLookup } from "./dynamic-lookup.ts";
import { email } from "./email.ts";
import type { FieldType, PropertySchema } from "./field-type.ts";
import { geoPoint } from "./geo-point.ts";
import { image } from "./image.ts";
import { integer } from "./integer.ts";
import { json } from "./json.ts";
import { longText } from "./long-text.ts";
import { lookup } from "./lookup.ts";
import { manyToMany } from "./many-to-many.ts";
import { money } from "./money.ts";
import { multiSelect } from "./multi-select.ts";
import { percent } from "./percent.ts";
import { personName } from "./person-name.ts";
import { phone } from "./phone.ts";
import { quantity } from "./quantity.ts";
import { rating } from "./rating.ts";
import { richText } from "./rich-text.ts";
import { secret } from "./secret.ts";
import { select } from "./select.ts";
import { signature } from "./signature.ts";
import { tags } from "./tags.ts";
import { text } from "./text.ts";
import { time } from "./time.ts";
import { treeParent } from "./tree-parent.ts";
import { url } from "./url.ts";
import { user } from "./user.ts";

const all = [
  text,
  longText,
  richText,
  integer,
  decimal,
  money,
  percent,
  quantity,
  rating,
  boolean,
  select,
  multiSelect,
  tags,
  date,
  dateTime,
  time,
  duration,
  lookup,
  manyToMany,
  dynamicLookup,
  treeParent,
  user,
  childRows,
  autoNumber,
  email,
  phone,
  url,
  barcode,
  color,
  personName,
  address,
  geoPoint,
  attachment,
  attachments,
  image,
  signature,
  secret,
  json,
] as const;

/** The name of a field type: `"text"`, `"money"` … */
export type FieldTypeName = (typeof all)[number]["name"];

export const fieldTypes: readonly FieldType[] = all;

/** Names in the same order; a table typed by `FieldTypeName` is complete by construction. */
export const fieldTypeNames: readonly FieldTypeName[] = all.map((type) => type.name);

const byName: ReadonlyMap<string, FieldType> = new Map(all.map((type) => [type.name, type]));

/** The type of a property schema; `null` when it refers to something that is no field type. */
export function fieldTypeOf(schema: PropertySchema): FieldType | null {
  return fieldTypes.find((type) => type.recognises(schema)) ?? null;
}

export function fieldTypeByName(name: string): FieldType | null {
  return byName.get(name) ?? null;
}

export function isFieldTypeName(name: string): name is FieldTypeName {
  return byName.has(name);
}
