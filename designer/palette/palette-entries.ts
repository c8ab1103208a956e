/** What the palette finds: commands that make sense now, objects, fields, roles. */
import type { Locale } from "../../metadata/text.ts";
import type { IconName } from "../../runtime/ui/icon.tsx";
import { documentsOfKind, type Selection } from "../document/design-documents.ts";
import { documentTitle, fieldTitle } from "../document/document-title.ts";
import { allFields } from "../document/object-fields.ts";
import type { DesignSession } from "../state/design-session.ts";

export interface PaletteEntry {
  readonly title: string;
  /** Where it is, or what key does the same. */
  readonly detail: string;
  readonly icon: IconName;
  /** Words it is found by, in lower case. */
  readonly words: string;
  readonly run: () => void;
}

const icons = { options: "choices", role: "key", sharing_rule: "external" } as const;

export function placesToGo(
  session: DesignSession,
  locale: Locale,
  go: (selection: Selection) => void,
): readonly PaletteEntry[] {
  const documents = session.documents();
  const others = (["options", "role", "sharing_rule"] as const).flatMap((kind) =>
    documentsOfKind(documents, kind).map((document): PaletteEntry => {
      const title = documentTitle(documents, document, locale);
      return {
        title,
        detail: document.name,
        icon: icons[kind],
        words: `${title} ${document.name}`.toLowerCase(),
        run: () => go({ document: document.key, field: null }),
      };
    }),
  );
  const objects = documentsOfKind(documents, "object").flatMap(
    (document): readonly PaletteEntry[] => {
      const title = documentTitle(documents, document, locale);
      const fields = allFields(document.content).map((field): PaletteEntry => {
        const own = fieldTitle(documents, document, field, locale);
        return {
          title: own,
          detail: `${title} · ${field.path.join(".")}`,
          icon: "columns",
          words: `${own} ${field.name} ${title}`.toLowerCase(),
          run: () => go({ document: document.key, field: field.id }),
        };
      });
      const object: PaletteEntry = {
        title,
        detail: document.name,
        icon: "box",
        words: `${title} ${document.name}`.toLowerCase(),
        run: () => go({ document: document.key, field: null }),
      };
      return [object, ...fields];
    },
  );
  return [...objects, ...others];
}

/** Entries whose words hold all parts of the search; those that begin with it come first. */
export function searchEntries(
  entries: readonly PaletteEntry[],
  search: string,
  limit: number,
): readonly PaletteEntry[] {
  const parts = search.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const first = parts[0];
  if (first === undefined) return entries.slice(0, limit);
  const found = entries.filter((entry) => parts.every((part) => entry.words.includes(part)));
  const rank = (entry: PaletteEntry) => {
    const begins = entry.title.toLowerCase().startsWith(first) ? 0 : 2;
    return begins + (entry.icon === "box" ? 0 : 1);
  };
  return found.toSorted((one, other) => rank(one) - rank(other)).slice(0, limit);
}
