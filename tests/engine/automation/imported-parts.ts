/** What files of parts have left. */
import type { TestServer } from "../../support/server.ts";

export function importedParts(server: () => TestServer) {
  async function found(object: string, fields: readonly string[], filter: string) {
    const query = new URLSearchParams({ filter, limit: "1000", sort: fields[0] ?? "" });
    const { body } = await server().request("GET", `/records/${object}?${query}`);
    const { data } = body as { data: Record<string, unknown>[] };
    return data.map((record) => fields.map((name) => record[name]));
  }
  return {
    /** Code and fields of those whose code begins so. */
    parts: (prefix: string, ...fields: string[]) =>
      found("part", ["code", ...fields], `starts_with(code, "${prefix}")`),
    suppliers: (name: string) => found("supplier", ["name"], `starts_with(name, "${name}")`),
  };
}
