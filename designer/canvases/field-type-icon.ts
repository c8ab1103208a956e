import type { IconName } from "../../runtime/ui/icon.tsx";

const icons: Readonly<Record<string, IconName>> = {
  text: "text",
  long_text: "paragraph",
  rich_text: "rich-text",
  integer: "hash",
  decimal: "decimal",
  money: "money",
  percent: "percent",
  quantity: "scales",
  rating: "star",
  boolean: "toggle",
  date: "calendar",
  date_time: "calendar",
  time: "clock",
  duration: "hourglass",
  select: "choice",
  multi_select: "choices",
  tags: "tag",
  email: "mail",
  phone: "phone",
  url: "link",
  barcode: "barcode",
  color: "droplet",
  auto_number: "hash",
  lookup: "relation",
  dynamic_lookup: "relation",
  many_to_many: "relation",
  tree_parent: "relation",
  user: "user",
  child_rows: "rows",
  person_name: "user",
  address: "home",
  geo_point: "pin",
  attachment: "paperclip",
  attachments: "paperclip",
  image: "picture",
  secret: "lock",
  signature: "edit",
  json: "braces",
};

/** The icon of a field type; one for types that have none yet. */
export function fieldTypeIcon(name: string | undefined): IconName {
  return (name !== undefined && Object.hasOwn(icons, name) ? icons[name] : undefined) ?? "box";
}
