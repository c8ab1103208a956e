/** Lookups: that their targets exist, and that they leave a first record possible. */
import type { JsonSchema } from "../../fields/field-type.ts";
import { isChildRows, isJsonObject, objectOrEmpty, textsOf } from "../../json-object.ts";
import { oncePerDocument } from "../../once-per-document.ts";
import { pointer } from "../../problem.ts";
import { hintAmong } from "./check-keywords.ts";
import type { Report } from "./report.ts";

/** Reports lookups of one object whose target is no object. */
export function checkTargets(
  content: JsonSchema,
  objects: ReadonlySet<string>,
  report: Report,
): void {
  for (const { target, path } of targetsOf(content)) {
    if (objects.has(target)) continue;
    report("target_unknown", path, { target, hint: hintAmong(target, [...objects]) });
  }
}

interface NamedTarget {
  readonly target: string;
  readonly path: string;
}

const targetsOf = oncePerDocument((content): readonly NamedTarget[] => {
  const found: NamedTarget[] = [];
  const add = ({ $ref, target, targets }: JsonSchema, path: string): void => {
    if ($ref === "tenon:dynamic_lookup" && Array.isArray(targets)) {
      targets.forEach((one: unknown, index) => {
        if (typeof one === "string")
          found.push({ target: one, path: pointer(path, "targets", index) });
      });
    }
    if ($ref !== "tenon:lookup" || typeof target !== "string") return;
    found.push({ target, path: pointer(path, "target") });
  };
  const visit = (rows: JsonSchema, path: string): void => {
    for (const [name, schema] of Object.entries(objectOrEmpty(rows.properties))) {
      if (!isJsonObject(schema)) continue;
      const at = pointer(path, "properties", name);
      const items = objectOrEmpty(schema.items);
      add(schema, at);
      add(items, pointer(at, "items"));
      if (isChildRows(schema)) visit(items, pointer(at, "items"));
    }
  };
  visit(content, "");
  return found;
});

/**
 * Reports rings of required lookups, in which no record can ever be the first: an order needs an
 * invoice and an invoice needs an order. `report` gets the object where the ring begins.
 */
export function checkRequiredRings(
  objects: ReadonlyMap<string, JsonSchema>,
  report: (object: string, field: string, ring: string) => void,
): void {
  const done = new Set<string>();
  const visit = (name: string, trail: readonly string[]): void => {
    if (done.has(name)) return;
    for (const [field, target] of requiredTargets(objects.get(name))) {
      const at = [...trail, name].indexOf(target);
      if (at >= 0) report(name, field, [...trail, name].slice(at).concat(target).join(" → "));
      else visit(target, [...trail, name]);
    }
    done.add(name);
  };
  for (const name of objects.keys()) visit(name, []);
}

/** Lookups that callers must fill: a default or a formula may find its record otherwise. */
function requiredTargets(content: JsonSchema | undefined): readonly (readonly [string, string])[] {
  const properties = objectOrEmpty(content?.properties);
  return textsOf(content?.required).flatMap((field) => {
    const schema = objectOrEmpty(properties[field]);
    const { target } = schema;
    if (schema.$ref !== "tenon:lookup" || schema.default !== undefined) return [];
    return typeof target === "string" ? [[field, target] as const] : [];
  });
}
