import type { PropertySchema } from "../../metadata/fields/field-type.ts";
import { mapFields, rowSchema } from "../../metadata/refactor/map-fields.ts";

/** Ten random characters `[a-z0-9]`: the stable id of a new object or field. */
export function newStableId(random: (bytes: Uint8Array<ArrayBuffer>) => void = fillRandom): string {
  const alphabet = "abcdefghijklmnopqrstuvwxyz0123456789";
  let id = "";
  while (id.length < 10) {
    const bytes = new Uint8Array(new ArrayBuffer(16));
    random(bytes);
    // 252 is the largest multiple of 36 in a byte: what lies above would favour some letters.
    for (const byte of bytes) if (byte < 252 && id.length < 10) id += alphabet[byte % 36];
  }
  return id;
}

function fillRandom(bytes: Uint8Array<ArrayBuffer>): void {
  crypto.getRandomValues(bytes);
}

/** A property schema with a new id for itself, and for its rows and their fields. */
export function withNewIds(schema: PropertySchema): PropertySchema {
  const rows = rowSchema(schema);
  return withOwnIds(rows === null ? schema : { ...schema, items: mapFields(rows, withOwnIds) });
}

/** New ids for the field and the rows it holds, not for the fields of those. */
function withOwnIds(schema: PropertySchema): PropertySchema {
  const rows = rowSchema(schema);
  const fresh = { ...schema, id: newStableId() };
  return rows === null ? fresh : { ...fresh, items: { ...rows, id: newStableId() } };
}
