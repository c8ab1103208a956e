/** Secrets in records on their way: a text is one that is to be sealed, the mark one that stays. */
import { isSecretMark, secretMark } from "../fields/values/secret-mark.ts";
import { isJsonObject } from "../json-object.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import type { FieldModel, ObjectModel } from "./object-model.ts";

type Values = Readonly<Record<string, unknown>>;

const withSecrets = new WeakMap<ObjectModel, boolean>();

/** Whether an object or its child rows have secrets. */
export function hasSecrets(model: ObjectModel): boolean {
  let known = withSecrets.get(model);
  if (known === undefined) {
    known = model.fields.some(
      ({ type, children }) => type.sealed === true || (children !== null && hasSecrets(children)),
    );
    withSecrets.set(model, known);
  }
  return known;
}

/** The mark in place of whatever a secret is on its way. */
export const masked = (field: FieldModel, value: unknown): unknown =>
  !field.type.sealed || value === null || value === undefined ? value : secretMark;

/** Values with marks in place of all secrets, those of child rows too. */
export function withoutSecrets(model: ObjectModel, values: Values): Values {
  if (!hasSecrets(model)) return values;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      const field = model.byName.get(name);
      if (field === undefined) return [name, value];
      const { children } = field;
      if (children === null || !Array.isArray(value)) return [name, masked(field, value)];
      const rows = value.map((row: unknown) =>
        isJsonObject(row) ? withoutSecrets(children, row) : row,
      );
      return [name, rows];
    }),
  );
}

export interface SettledSecrets {
  /** Without the secrets that stay as they are. */
  readonly values: Record<string, unknown>;
  readonly problems: readonly Problem[];
}

/** Takes out what stays as it is; in what is new there is nothing that could. */
export function settleSecrets(
  model: ObjectModel,
  isNew: boolean,
  values: Values,
  path = "",
): SettledSecrets {
  const settled: Record<string, unknown> = { ...values };
  const problems: Problem[] = [];
  for (const field of model.fields) {
    const value = values[field.name];
    const at = pointer(path, field.name);
    if (field.type.sealed && isSecretMark(value)) {
      delete settled[field.name];
      if (isNew) problems.push(problem("secret_not_there", at));
    } else if (field.children !== null && Array.isArray(value)) {
      const { children } = field;
      settled[field.name] = value.map((row: unknown, index) => {
        if (!isJsonObject(row)) return row;
        const inner = settleSecrets(children, row.id === undefined, row, pointer(at, index));
        problems.push(...inner.problems);
        return inner.values;
      });
    }
  }
  return { values: settled, problems };
}
