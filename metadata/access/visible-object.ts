/** An object document as somebody sees it who may not see all of it. */
import { siblingFieldTypes } from "../fields/sibling-fields.ts";
import {
  isChildRows,
  isJsonObject,
  type JsonSchema,
  objectOrEmpty,
  textOrEmpty,
  textsOf,
} from "../json-object.ts";

export interface Sight {
  /** Whether there is such a field at all: `price`, `lines.price`. */
  isSeen(path: string): boolean;
  isWritable(path: string): boolean;
  /** Whether all that a formula or a copy is made from is seen. */
  showsOrigin(path: string): boolean;
  /** Names that no expression may mention. */
  readonly hiddenNames: ReadonlySet<string>;
}

/** The document without hidden fields and without whatever speaks of them. */
export function visibleObject(content: JsonSchema, sight: Sight): JsonSchema {
  const { lifecycle, ...rows } = visibleRows(content, sight, "");
  return {
    ...rows,
    ...(Array.isArray(content.rules) ? { rules: content.rules.filter(isSilent(sight)) } : {}),
    // Who may not read the state sees a record without one.
    ...(isJsonObject(lifecycle) && sight.isSeen(textOrEmpty(lifecycle.field))
      ? { lifecycle: visibleLifecycle(lifecycle, sight) }
      : {}),
  };
}

/** True for what mentions no hidden name in any of its texts. */
const isSilent =
  ({ hiddenNames }: Sight) =>
  (value: unknown): boolean =>
    !JSON.stringify(value)
      .split(/\W+/)
      .some((word) => hiddenNames.has(word));

function visibleRows(rows: JsonSchema, sight: Sight, prefix: string): JsonSchema {
  const seen = (name: string): boolean => sight.isSeen(`${prefix}${name}`);
  const properties = Object.entries(objectOrEmpty(rows.properties))
    .filter(([name]) => seen(name))
    .map(([name, schema]) => [
      name,
      visibleField(objectOrEmpty(schema), sight, `${prefix}${name}`),
    ]);
  const { record_title: title, unique, ...rest } = rows;
  return {
    ...rest,
    properties: Object.fromEntries(properties),
    ...(rows.required === undefined ? {} : { required: textsOf(rows.required).filter(seen) }),
    ...(typeof title === "string" && seen(title) ? { record_title: title } : {}),
    ...(Array.isArray(unique) ? { unique: unique.filter((key) => textsOf(key).every(seen)) } : {}),
  };
}

const expressions = ["visible_when", "required_when", "read_only_when", "default"] as const;

function visibleField(schema: JsonSchema, sight: Sight, path: string): JsonSchema {
  const { formula, copy_from: copied, ...rest } = schema;
  const shown: Record<string, unknown> = sight.showsOrigin(path)
    ? { ...schema }
    : { ...rest, ...(formula === undefined && copied === undefined ? {} : { readOnly: true }) };
  for (const keyword of expressions)
    if (shown[keyword] !== undefined && !isSilent(sight)(shown[keyword])) delete shown[keyword];
  for (const keyword of Object.keys(siblingFieldTypes))
    if (typeof shown[keyword] === "string" && sight.hiddenNames.has(shown[keyword]))
      delete shown[keyword];
  if (!sight.isWritable(path)) shown.readOnly = true;
  if (isChildRows(schema))
    shown.items = visibleRows(objectOrEmpty(schema.items), sight, `${path}.`);
  return shown;
}

function visibleLifecycle(lifecycle: JsonSchema, sight: Sight): JsonSchema {
  if (!Array.isArray(lifecycle.transitions)) return lifecycle;
  const transitions = lifecycle.transitions.map((transition: unknown) => {
    if (!isJsonObject(transition)) return transition;
    const { when, required, ...rest } = transition;
    return {
      ...rest,
      ...(when === undefined || !isSilent(sight)(when) ? {} : { when }),
      ...(required === undefined
        ? {}
        : { required: textsOf(required).filter((name) => sight.isSeen(name)) }),
    };
  });
  return { ...lifecycle, transitions };
}
