/** The view of every field type; a type without one does not compile. */
import type { FieldTypeName } from "../../metadata/fields/index.ts";
import { addressView } from "./address.tsx";
import { emailView, phoneView, urlView } from "./address-link.tsx";
import { attachmentsView, attachmentView } from "./attachment.tsx";
import { barcodeView } from "./barcode.tsx";
import { booleanView } from "./boolean.tsx";
import { childRowsView } from "./child-rows.tsx";
import { colorView } from "./color.tsx";
import { dateTimeView, dateView, timeView } from "./date.tsx";
import { durationView } from "./duration.tsx";
import { dynamicLookupView } from "./dynamic-lookup.tsx";
import type { FieldView } from "./field-view.ts";
import { geoPointView } from "./geo-point.tsx";
import { imageView } from "./image.tsx";
import { jsonView } from "./json.tsx";
import { longTextView } from "./long-text.tsx";
import { lookupView } from "./lookup.tsx";
import { manyToManyView } from "./many-to-many.tsx";
import { decimalView, integerView, moneyView, percentView, quantityView } from "./number.tsx";
import { personNameView } from "./person-name.tsx";
import { ratingView } from "./rating.tsx";
import { richTextView } from "./rich-text.tsx";
import { secretView } from "./secret.tsx";
import { multiSelectView, selectView } from "./select.tsx";
import { signatureView } from "./signature.tsx";
import { tagsView } from "./tags.tsx";
import { autoNumberView, textView } from "./text.tsx";

const views = {
  text: textView,
  long_text: longTextView,
  rich_text: richTextView,
  integer: integerView,
  decimal: decimalView,
  money: moneyView,
  percent: percentView,
  quantity: quantityView,
  rating: ratingView,
  duration: durationView,
  color: colorView,
  barcode: barcodeView,
  tags: tagsView,
  boolean: booleanView,
  date: dateView,
  date_time: dateTimeView,
  time: timeView,
  select: selectView,
  multi_select: multiSelectView,
  email: emailView,
  phone: phoneView,
  url: urlView,
  auto_number: autoNumberView,
  lookup: lookupView,
  many_to_many: manyToManyView,
  dynamic_lookup: dynamicLookupView,
  tree_parent: lookupView,
  user: lookupView,
  child_rows: childRowsView,
  person_name: personNameView,
  address: addressView,
  geo_point: geoPointView,
  attachment: attachmentView,
  attachments: attachmentsView,
  image: imageView,
  signature: signatureView,
  secret: secretView,
  json: jsonView,
};

const complete: Readonly<Record<FieldTypeName, FieldView>> = views;
const byName = new Map<string, FieldView>(Object.entries(complete));

/** Ids and people are lookups of the system. */
byName.set("identifier", lookupView);

/** The view of a field; system fields of types without a view read as text. */
export function fieldView(field: { readonly type: { readonly name: string } }): FieldView {
  return byName.get(field.type.name) ?? textView;
}
