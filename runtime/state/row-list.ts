/** Values of a record or a row by field name, as on the wire. */
export type Values = Readonly<Record<string, unknown>>;

/** Child rows in an answer of the server. */
export function rowList(value: unknown): readonly Values[] {
  return Array.isArray(value) ? value.filter((row) => typeof row === "object" && row !== null) : [];
}
