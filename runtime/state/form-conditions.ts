/** Rules and conditions of a form while one types: the verdict of the engine, by the same code. */
import { type Accessor, createMemo, untrack } from "solid-js";
import type { ObjectsByName } from "../../metadata/model/computed-fields.ts";
import {
  type FieldState,
  type FieldStates,
  fieldStates,
} from "../../metadata/model/field-states.ts";
import type { FieldModel, ObjectModel } from "../../metadata/model/object-model.ts";
import { recordVerdict } from "../../metadata/model/record-verdict.ts";
import { rulebookOf } from "../../metadata/model/rulebook.ts";
import type { Problem } from "../../metadata/problem.ts";
import { currentClock } from "./clock.ts";
import type { Values } from "./row-list.ts";

export interface FormConditions {
  /** Whether a field is shown, required, read-only, as the record stands. */
  readonly state: (field: FieldModel) => FieldState;
  /** `way` leads to the line: fields that hold lines, and the index in each. */
  readonly cellState: (way: readonly LineAt[], column: FieldModel) => FieldState;
  /** What rules and conditions find wrong. */
  readonly verdict: () => readonly Problem[];
}

/** A line by its number in the list of a field. */
export interface LineAt {
  readonly name: string;
  readonly index: number;
}

export interface ConditionsOf {
  readonly model: Accessor<ObjectModel>;
  readonly objects: Accessor<ObjectsByName>;
  readonly base: Accessor<Values | null>;
  /** The record with its computed fields. */
  readonly record: Accessor<Values>;
  readonly related?: ((object: string, id: string) => Values | null) | undefined;
}

export function createFormConditions(of: ConditionsOf): FormConditions {
  const judged = () => {
    const book = rulebookOf(of.model(), of.objects());
    if (book === null) return null;
    const written = { record: of.record(), former: of.base() };
    const related = of.related ? { find: of.related } : null;
    const circumstances = { objects: of.objects(), related, clock: currentClock() };
    return { book, written, circumstances };
  };
  const states = createMemo(() => {
    const input = judged();
    return input === null
      ? null
      : fieldStates(of.model(), input.book, input.written, input.circumstances);
  });
  return {
    state: (field) => states()?.own.get(field.name) ?? always(field),
    cellState: (way, column) => {
      const line = way.reduce<FieldStates | null | undefined>(
        (holder, { name, index }) => holder?.rows.get(name)?.[index],
        states(),
      );
      return line?.own.get(column.name) ?? always(column);
    },
    verdict: () =>
      untrack(() => {
        const input = judged();
        return input === null
          ? []
          : recordVerdict(of.model(), input.book, input.written, input.circumstances);
      }),
  };
}

/** Of a field without conditions. */
const always = ({ required }: FieldModel): FieldState => ({
  visible: true,
  required,
  readOnly: false,
});
