/** From a place in a form to the element that stands there. */
import type { RecordPlace } from "../fields/field-view.ts";
import { type ListPlace, listSteps, outerList } from "../state/form-lists.ts";
import { cellPlace, type PlacedProblem } from "../state/form-problems.ts";
import type { RecordForm } from "../state/record-form.ts";

/** The stored record of a form, which files are read through; none while it is new. */
export function formPlace(form: RecordForm, list?: ListPlace): RecordPlace | undefined {
  const base = form.base();
  if (base === null) return undefined;
  const place = { object: form.model().name, id: base.id };
  if (list === undefined) return place;
  return {
    ...place,
    through: listSteps(list)
      .map(({ name }) => name)
      .join("."),
  };
}

/** Whether something is wrong with the list in a cell, or anywhere in it. */
export const isListWrong = (form: RecordForm, list: ListPlace): boolean =>
  form.error(list) !== undefined ||
  form.problems().some(({ place }) => place.startsWith(`${list}#`));

export function controlId(place: string): string {
  return `control-${place}`;
}

/** The element that shows a list; the id of a cell belongs to what opens its list. */
export const listId = (list: ListPlace): string =>
  outerList(list) === null ? controlId(list) : `${controlId(list)}-lines`;

/** Focuses the control of a problem; opens what hides it first. */
export function focusPlace(item: Pick<PlacedProblem, "field" | "cells">): void {
  const { field, cells } = item;
  const last = cells.at(-1);
  if (last !== undefined) {
    // A line may have no elements yet: each grid on the way brings its own into sight.
    for (const { list, key, column } of cells) {
      const detail = { rowKey: key, column, within: list !== last.list };
      const lines = document.getElementById(listId(list));
      lines?.dispatchEvent(new CustomEvent("tenon:show-row", { detail }));
    }
    requestAnimationFrame(() =>
      document.getElementById(controlId(cellPlace(last.list, last.key, last.column)))?.focus(),
    );
    return;
  }
  const control = document.getElementById(controlId(field));
  control?.focus();
  control?.scrollIntoView({ block: "center" });
}
