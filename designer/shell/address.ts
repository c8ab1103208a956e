/**
 * What is selected stands in the address: `#customer`, `#sales_order.lines.price`,
 * `#options:industry`, `#role:sales`, `#sharing:north`, `#script:credit_check`.
 */
import { createEffect } from "solid-js";
import { isBuiltInRole } from "../../metadata/access/built-in-roles.ts";
import type { DocumentKind } from "../../metadata/documents/document.ts";
import { builtInRoleAt, builtInRoleKey } from "../document/built-in-role-keys.ts";
import {
  type DesignDocuments,
  findDocument,
  type Selection,
} from "../document/design-documents.ts";
import { allFields, findField } from "../document/object-fields.ts";
import type { DesignSession } from "../state/design-session.ts";

/** No object is called like these. */
const prefixes: Readonly<Partial<Record<DocumentKind, string>>> = {
  options: "options",
  role: "role",
  sharing_rule: "sharing",
  script: "script",
};

export function addressOf(documents: DesignDocuments, selection: Selection): string {
  const builtIn = builtInRoleAt(selection.document);
  if (builtIn !== null) return `#role:${builtIn}`;
  const document = documents.get(selection.document ?? "");
  if (!document) return "";
  const prefix = prefixes[document.kind];
  if (prefix !== undefined) return `#${prefix}:${document.name}`;
  if (document.kind !== "object") return "";
  const field = findField(document.content, selection.field);
  return `#${[document.name, ...(field?.path ?? [])].join(".")}`;
}

/** `null` when the address names nothing that is there. */
export function selectionAt(documents: DesignDocuments, address: string): Selection | null {
  const [, prefix, named] = /^#(\w+):(.*)$/.exec(address) ?? [];
  if (prefix !== undefined && named !== undefined) {
    const key = keyOf(documents, prefix, named);
    return key === null ? null : { document: key, field: null };
  }
  const [object = "", ...path] = address.replace(/^#/, "").split(".");
  const document = findDocument(documents, "object", object);
  if (!document) return null;
  const name = path.join(".");
  const field = allFields(document.content).find((entry) => entry.path.join(".") === name);
  return { document: document.key, field: field?.id ?? null };
}

function keyOf(documents: DesignDocuments, prefix: string, name: string): string | null {
  if (prefix === "role" && isBuiltInRole(name)) return builtInRoleKey(name);
  const found = [...documents.values()].find(
    (document) => document.name === name && prefixes[document.kind] === prefix,
  );
  return found?.key ?? null;
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
