/** Which columns a list shows, and how wide; per object, remembered in this browser. */
import { createSignal } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import type { ViewModel } from "../../metadata/model/screen-models.ts";
import { fieldView } from "../fields/index.ts";

export interface ListColumns {
  readonly shown: () => readonly FieldModel[];
  /** Everything that can be a column, shown ones first. */
  readonly available: () => readonly FieldModel[];
  readonly width: (field: FieldModel) => number;
  /** Whether the user has chosen the width; others may share what room is left. */
  readonly fixed: (field: FieldModel) => boolean;
  readonly setShown: (names: readonly string[]) => void;
  readonly setWidth: (field: FieldModel, width: number) => void;
  readonly reset: () => void;
  readonly changed: () => boolean;
}

interface Remembered {
  readonly shown?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
}

/** What a list of a usual window holds, in pixels. */
const usualRoom = 1190;

/** `view`: the published view whose columns are the usual ones. */
export function createListColumns(
  model: () => ObjectModel,
  view: () => ViewModel | undefined,
): ListColumns {
  const key = () => {
    const list = [model().name, view()?.name].filter((part) => part !== undefined).join(".");
    return `tenon.columns.${location.pathname.split("/")[1]}.${list}`;
  };
  const usual = () => {
    const named = (view()?.columns ?? []).flatMap((name) => model().byName.get(name) ?? []);
    return named.length > 0 ? named : usualFields(model());
  };
  const [version, setVersion] = createSignal(0);
  const remembered = (): Remembered => {
    version();
    return readRemembered(key());
  };
  const remember = (next: Remembered) => {
    try {
      localStorage.setItem(key(), JSON.stringify(next));
    } catch {
      // Columns are then only as wide as this visit.
    }
    setVersion(version() + 1);
  };
  const shown = () => {
    const names = remembered().shown;
    if (names === undefined) return usual();
    const fields = names.flatMap((name) => model().byName.get(name) ?? []);
    return fields.length === 0 ? usual() : fields;
  };
  return {
    shown,
    available: () => {
      const first = shown();
      const others = possibleFields(model()).filter((field) => !first.includes(field));
      return [...first, ...others];
    },
    width: (field) => remembered().widths?.[field.name] ?? usualWidth(model(), field),
    fixed: (field) => remembered().widths?.[field.name] !== undefined,
    setShown: (names) => remember({ ...remembered(), shown: names }),
    setWidth: (field, width) =>
      remember({ ...remembered(), widths: { ...remembered().widths, [field.name]: width } }),
    reset: () => remember({}),
    changed: () => remembered().shown !== undefined,
  };
}

/**
 * The title first, then what tells most about a record: what is required or unique, states,
 * computed amounts, dates and lookups before plain texts; in the order of the document.
 */
export function usualFields(model: ObjectModel): readonly FieldModel[] {
  const title = model.byName.get(model.recordTitle);
  const others = possibleFields(model).filter(
    (field) => field !== title && !field.system && !fieldView(field).wide,
  );
  const chosen = new Set<FieldModel>();
  let room = usualRoom - (title ? usualWidth(model, title) : 0);
  for (const field of others.toSorted((one, other) => weight(other) - weight(one))) {
    room -= usualWidth(model, field);
    if (room < 0) break;
    chosen.add(field);
  }
  return [...(title ? [title] : []), ...others.filter((field) => chosen.has(field))];
}

function weight(field: FieldModel): number {
  const byGroup = { choice: 3, time: 2, number: 2, relation: 2, text: 0, other: 0 };
  const computed = field.formula === null ? 0 : 2;
  return byGroup[field.type.group] + computed + (field.required || field.unique ? 3 : 0);
}

function possibleFields(model: ObjectModel): readonly FieldModel[] {
  const system = model.systemFields.filter((field) =>
    ["created_at", "updated_at"].includes(field.name),
  );
  return [...model.fields, ...system].filter((field) => !fieldView(field).notInLists);
}

/** Wide enough for the heading; the title gets more room than the rest. */
function usualWidth(model: ObjectModel, field: FieldModel): number {
  const heading = [...field.title].reduce(
    (width, letter) => width + (letter > "\u2e7f" ? 12 : 6.6),
    42,
  );
  const view = fieldView(field);
  const isName = field.name === model.recordTitle && field.type.name === "text";
  const titleWidth = isName ? 40 : 0;
  const longest = Number(field.schema.maxLength ?? Number.POSITIVE_INFINITY);
  const width = Math.min(view.width, 80 + longest * 1.7) + titleWidth;
  return Math.round(Math.max(width, Math.min(heading, 220)));
}

function readRemembered(key: string): Remembered {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? "{}");
    if (typeof value !== "object" || value === null) return {};
    const shown = "shown" in value && Array.isArray(value.shown) ? value.shown : undefined;
    const widths = "widths" in value ? value.widths : undefined;
    return {
      ...(shown ? { shown: shown.filter((name) => typeof name === "string") } : {}),
      ...(typeof widths === "object" && widths !== null
        ? { widths: Object.fromEntries(Object.entries(widths).filter(isWidth)) }
        : {}),
    };
  } catch {
    return {};
  }
}

function isWidth(entry: readonly [string, unknown]): entry is readonly [string, number] {
  return typeof entry[1] === "number" && entry[1] > 0;
}
