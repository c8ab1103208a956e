/** Stable ids name one thing each; copying a file copies its ids. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { isChildRows, isJsonObject, objectOrEmpty } from "../../json-object.ts";
import { oncePerDocument } from "../../once-per-document.ts";
import { pointer } from "../../problem.ts";
import type { MetadataDocument } from "../document.ts";
import type { Report } from "./report.ts";

/** Reports ids of objects and fields that occur twice in all documents. */
export function checkIds(
  documents: readonly MetadataDocument[],
  reportOf: (document: MetadataDocument) => Report,
): void {
  const sound = documents.filter(({ content }) => isJsonObject(content));
  if (!mayRepeat(sound.map(({ content }) => fingerprintsOf(content)))) return;
  const owners = new Map<string, string>();
  for (const document of sound) {
    for (const { id, path, owner } of idsOf(document.content)) {
      const full = `${document.name}${owner}`;
      const other = owners.get(id);
      if (other === undefined) owners.set(id, full);
      else reportOf(document)("id_repeated", pointer(path, "id"), { id, other });
    }
  }
}

/**
 * Whether any two of all fingerprints are the same. Every draft that is saved asks this of every
 * field of the workspace: a table of numbers with open addressing takes a quarter of a sort.
 */
function mayRepeat(lists: readonly Float64Array[]): boolean {
  const count = lists.reduce((sum, { length }) => sum + length, 0);
  const table = new Float64Array(2 ** Math.ceil(Math.log2(2 * count + 1)));
  const last = table.length - 1;
  for (const list of lists) {
    for (const value of list) {
      let place = (value >>> 0) & last;
      while (table[place] !== 0) {
        if (table[place] === value) return true;
        place = (place + 1) & last;
      }
      table[place] = value;
    }
  }
  return false;
}

interface NamedId {
  readonly id: string;
  readonly path: string;
  /** Behind the object's name: `.lines.material`, or nothing for the object itself. */
  readonly owner: string;
}

const idsOf = oncePerDocument((content): readonly NamedId[] => {
  const found: NamedId[] = [];
  const add = ({ id }: JsonSchema, path: string, owner: string): void => {
    if (typeof id === "string") found.push({ id, path, owner });
  };
  const visit = (rows: JsonSchema, path: string, owner: string): void => {
    add(rows, path, owner);
    for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
      if (!isJsonObject(schema)) continue;
      const at = pointer(path, "properties", name);
      add(schema, at, `${owner}.${name}`);
      if (isChildRows(schema)) {
        visit(objectOrEmpty(schema.items), pointer(at, "items"), `${owner}.${name}`);
      }
    }
  };
  visit(content, "", "");
  return found;
});

/** One number for each id of a document; equal ids have equal numbers. */
const fingerprintsOf = oncePerDocument((content) =>
  Float64Array.from(idsOf(content), ({ id }) => fingerprint(id)),
);

/** Two rounds of FNV-1a, as a whole number of 53 bits; never 0, which is an empty place. */
function fingerprint(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x01000193;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    low = Math.imul(low ^ unit, 0x01000193);
    high = Math.imul(high ^ (unit + index), 0x01000193);
  }
  return (high >>> 11) * 2 ** 32 + (low >>> 0) || 1;
}
