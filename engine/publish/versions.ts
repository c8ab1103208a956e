/** The history of publishes. */
import { isJsonObject } from "../../metadata/json-object.ts";
import type { Locale } from "../../metadata/text.ts";
import type { VersionList } from "../../metadata/wire.ts";
import type { Catalog } from "../catalog/catalog.ts";
import type { Executor } from "../db/database.ts";
import { timestampText } from "../query/projection.ts";

export const versionsMaximum = 200;

/** Newest first, with what each changed in words. */
export async function readVersions(
  executor: Executor,
  catalog: Catalog,
  locale: Locale,
): Promise<VersionList["data"]> {
  const { rows } = await executor.run({
    text: "select number, message, author, date_trunc('milliseconds', published_at), changes from core.version where workspace = $1 order by number desc limit $2",
    values: [catalog.workspaceId, versionsMaximum],
  });
  return rows.map(([number, message, author, at, changes]) => {
    const sentences: unknown = JSON.parse(changes ?? "[]");
    return {
      version: Number(number),
      message: String(message),
      author: String(author),
      published_at: timestampText(at ?? ""),
      current: Number(number) === catalog.version,
      changes: (Array.isArray(sentences) ? sentences : [])
        .filter(isJsonObject)
        .map((sentence) => String(sentence[locale] ?? "")),
    };
  });
}
