/** Which columns a list shows, and how wide; per object, remembered in this browser. */
import { createSignal } from "solid-js";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { fieldView } from "../fields/index.ts";

export interface ListColumns {
  readonly shown: () => readonly FieldModel[];
  /** Everything that can be a column, shown ones first. */
  readonly available: () => readonly FieldModel[];
  readonly width: (field: FieldModel) => number;
  readonly setShown: (names: readonly string[]) => void;
  readonly setWidth: (field: FieldModel, width: number) => void;
  readonly reset: () => void;
  readonly changed: () => boolean;
}

interface Remembered {
  readonly shown?: readonly string[];
  readonly widths?: Readonly<Record<string, number>>;
}

const usualColumns = 9;

export function createListColumns(model: () => ObjectModel): ListColumns {
  const key = () => `tenon.columns.${location.pathname.split("/")[1]}.${model().name}`;
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
    if (names === undefined) return usualFields(model());
    const fields = names.flatMap((name) => model().byName.get(name) ?? []);
    return fields.length === 0 ? usualFields(model()) : fields;
  };
  return {
    shown,
    available: () => {
      const first = shown();
      const others = possibleFields(model()).filter((field) => !first.includes(field));
      return [...first, ...others];
    },
    width: (field) => remembered().widths?.[field.name] ?? usualWidth(model(), field),
    setShown: (names) => remember({ ...remembered(), shown: names }),
    setWidth: (field, width) =>
      remember({ ...remembered(), widths: { ...remembered().widths, [field.name]: width } }),
    reset: () => remember({}),
    changed: () => remembered().shown !== undefined,
  };
}

/** The title first, then the fields of the document in their order; long texts on request. */
export function usualFields(model: ObjectModel): readonly FieldModel[] {
  const title = model.byName.get(model.recordTitle);
  const others = possibleFields(model).filter(
    (field) => field !== title && !field.system && !fieldView(field).wide,
  );
  return [...(title ? [title] : []), ...others].slice(0, usualColumns);
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
  const titleWidth = field.name === model.recordTitle && view.align === "start" ? 40 : 0;
  const short = Number(field.schema.maxLength) <= 20 ? 130 : view.width;
  return Math.round(Math.max(Math.min(short, view.width) + titleWidth, Math.min(heading, 220)));
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
