/** From a place in a form to the element that stands there. */
import type { RecordPlace } from "../fields/field-view.ts";
import { cellPlace, type PlacedProblem } from "../state/form-problems.ts";
import type { RecordForm } from "../state/record-form.ts";

/** The stored record of a form, which files are read through; none while it is new. */
export function formPlace(form: RecordForm, through?: string): RecordPlace | undefined {
  const base = form.base();
  if (base === null) return undefined;
  return { object: form.model().name, id: base.id, ...(through !== undefined && { through }) };
}

export function controlId(place: string): string {
  return `control-${place}`;
}

/** Focuses the control of a problem; opens what hides it first. */
export function focusPlace(item: Pick<PlacedProblem, "field" | "row">): void {
  const { field, row } = item;
  if (row !== null) {
    const detail = { rowKey: row.key, column: row.column };
    const lines = document.getElementById(controlId(field));
    // A virtual line may have no elements yet: its grid brings it into sight.
    lines?.dispatchEvent(new CustomEvent("tenon:show-row", { detail }));
    requestAnimationFrame(() =>
      document.getElementById(controlId(cellPlace(field, row.key, row.column)))?.focus(),
    );
    return;
  }
  const control = document.getElementById(controlId(field));
  control?.focus();
  control?.scrollIntoView({ block: "center" });
}
