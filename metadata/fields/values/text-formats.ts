/**
 * Formats of JSON Schema 2020-12 that stay texts. The standard lets validators ignore formats
 * that they do not know (`password`, `byte`), so those are not passed on.
 */
export const textFormats: ReadonlySet<string> = new Set([
  "duration",
  "hostname",
  "ipv4",
  "ipv6",
  "uri-reference",
  "uuid",
  "uri-template",
  "json-pointer",
  "relative-json-pointer",
  "regex",
]);
