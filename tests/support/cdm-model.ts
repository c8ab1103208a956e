/** The neutral form of the Common Data Model fixtures, read and checked. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";

export interface SourceField {
  readonly name: string;
  readonly label: string;
  readonly type: string;
  readonly required: boolean;
  readonly unique: boolean;
  readonly target: string | null;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly maxLength: number | null;
  readonly minimum: string | null;
  readonly maximum: string | null;
  readonly help: string | null;
}

export interface SourceObject {
  readonly name: string;
  readonly label: string;
  readonly fields: readonly SourceField[];
}

const folder = join(import.meta.dirname, "../fixtures/cdm");

/** All objects of both fixtures. */
export async function readCdm(): Promise<readonly SourceObject[]> {
  const files = await Promise.all(
    ["crm_core.json", "erp_core.json"].map((name) => readFile(join(folder, name), "utf8")),
  );
  return files.flatMap((text) => list(record(JSON.parse(text)).objects).map(sourceObject));
}

type Json = Readonly<Record<string, unknown>>;

function record(value: unknown): Json {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`An object was expected: ${JSON.stringify(value)}`);
  }
  return { ...value };
}

const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const textOrNull = (value: unknown) => (typeof value === "string" ? value : null);

function sourceObject(value: unknown): SourceObject {
  const { name, label, fields } = record(value);
  return { name: String(name), label: String(label), fields: list(fields).map(sourceField) };
}

function sourceField(value: unknown): SourceField {
  const field = record(value);
  return {
    name: String(field.name),
    label: String(field.label ?? field.name),
    type: String(field.type),
    required: field.required === true,
    unique: field.unique === true,
    target: textOrNull(field.target),
    options: list(field.options).map((option) => {
      const { value: optionValue, label } = record(option);
      return { value: String(optionValue), label: String(label) };
    }),
    maxLength: typeof field.maxLength === "number" ? field.maxLength : null,
    minimum: textOrNull(field.min),
    maximum: textOrNull(field.max),
    help: textOrNull(field.help),
  };
}
