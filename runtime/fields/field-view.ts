/**
 * The pixels of a field type: what a value looks like, and how it is entered. What it means
 * (reading, writing, checking, comparing) is in `metadata/fields`.
 */
import type { JSX } from "solid-js";
import type { FieldModel } from "../../metadata/model/object-model.ts";
import type { ControlLink } from "../ui/field.tsx";

/** The stored record that a value belongs to: files are read through it. */
export interface RecordPlace {
  readonly object: string;
  readonly id: string;
  /** The field whose rows the value stands in. */
  readonly through?: string;
}

export interface CellProps {
  readonly field: FieldModel;
  /** As on the wire; a lookup may be an id or `{ id, <title field> }`. Never null. */
  readonly value: unknown;
  /** The value of another field of the same record or row. */
  readonly beside?: ((name: string) => unknown) | undefined;
  /** Addresses and targets become links; off where the row itself is one. */
  readonly linked?: boolean;
  readonly place?: RecordPlace | undefined;
}

export interface ControlProps {
  readonly field: FieldModel;
  /** As on the wire, or the text as typed while it cannot be understood; null when empty. */
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly onBlur: () => void;
  /** Attributes that tie the control to its label, hint and error; spread them. */
  readonly link: ControlLink & { readonly "aria-label"?: string | undefined };
  /** The value of another field of the same record or row, as it stands in the form. */
  readonly beside?: (name: string) => unknown;
  /** Inside a grid of lines: no room for affixes. */
  readonly compact?: boolean;
  readonly place?: RecordPlace | undefined;
}

export interface FieldView {
  readonly Cell: (props: CellProps) => JSX.Element;
  readonly Control: (props: ControlProps) => JSX.Element;
  /** Numbers stand under one another at their last digit. */
  readonly align: "start" | "end";
  /** Width of a list column in pixels, before anybody changes it. */
  readonly width: number;
  /** Takes the whole width of a form. */
  readonly wide?: boolean;
  /** Not offered as a list column. */
  readonly notInLists?: boolean;
}
