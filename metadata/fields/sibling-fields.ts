/** Keywords of a field that name one beside it, and the types that the named field may be of. */
export const siblingFieldTypes = {
  currency_field: ["select", "text"],
  unit_field: ["select", "text"],
  depends_on: ["select"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type SiblingKeyword = keyof typeof siblingFieldTypes;

export const isSiblingKeyword = (keyword: string): keyword is SiblingKeyword =>
  Object.hasOwn(siblingFieldTypes, keyword);

/** Whether the field that a keyword names may be of this type. */
export const fitsBeside = (keyword: SiblingKeyword, type: string | undefined): boolean =>
  siblingFieldTypes[keyword].some((name) => name === type);
