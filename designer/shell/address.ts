/** What is selected stands in the address: `#customer`, `#sales_order.lines.price`,
 * `#options:industry`. */
import { createEffect } from "solid-js";
import {
  type DesignDocuments,
  findDocument,
  type Selection,
} from "../document/design-documents.ts";
import { allFields, findField } from "../document/object-fields.ts";
import type { DesignSession } from "../state/design-session.ts";

/** No object is called like this. */
const setPrefix = "options:";

export function addressOf(documents: DesignDocuments, selection: Selection): string {
  const document = documents.get(selection.document ?? "");
  if (document?.kind === "options") return `#${setPrefix}${document.name}`;
  if (document?.kind !== "object") return "";
  const field = findField(document.content, selection.field);
  return `#${[document.name, ...(field?.path ?? [])].join(".")}`;
}

/** `null` when the address names nothing that is there. */
export function selectionAt(documents: DesignDocuments, address: string): Selection | null {
  if (address.startsWith(`#${setPrefix}`)) {
    const name = address.slice(1 + setPrefix.length);
    const set = findDocument(documents, "options", name);
    return set ? { document: set.key, field: null } : null;
  }
  const [object = "", ...path] = address.replace(/^#/, "").split(".");
  const document = findDocument(documents, "object", object);
  if (!document) return null;
  const name = path.join(".");
  const field = allFields(document.content).find((entry) => entry.path.join(".") === name);
  return { document: document.key, field: field?.id ?? null };
}

/** Selects what the address names, also when it is changed by hand, and keeps it up to date. */
export function followAddress(session: DesignSession): void {
  const follow = () => {
    const selection = selectionAt(session.documents(), location.hash);
    if (selection) session.select(selection);
  };
  follow();
  addEventListener("hashchange", follow);
  createEffect(() => {
    const address = addressOf(session.documents(), session.selection());
    if (address !== "" && address !== location.hash) history.replaceState(null, "", address);
  });
}
