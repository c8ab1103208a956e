/** Declared values out of JSON from outside. */
import { isJsonObject } from "../json-object.ts";
import { type Problem, pointer, problem } from "../problem.ts";
import { type Variable, variablesOf } from "./workflow.ts";

/** What stands at a JSON Pointer; undefined when nothing does. */
export function valueAt(value: unknown, at: string): unknown {
  return at
    .split("/")
    .slice(1)
    .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"))
    .reduce<unknown>((holder, name) => {
      if (Array.isArray(holder)) return /^\d{1,6}$/.test(name) ? holder[Number(name)] : undefined;
      return isJsonObject(holder) && Object.hasOwn(holder, name) ? holder[name] : undefined;
    }, value);
}

const found = (value: unknown, { name, from }: Variable): unknown =>
  valueAt(value, from ?? pointer("", name));

const fits: Readonly<Record<Variable["type"], (value: unknown) => boolean>> = {
  text: (value) => typeof value === "string",
  number: (value) =>
    (typeof value === "number" && Number.isFinite(value)) ||
    (typeof value === "string" && /^-?\d{1,38}(?:\.\d{1,20})?$/.test(value)),
  boolean: (value) => typeof value === "boolean",
  date: (value) => typeof value === "string" && /^\d{4}-\d\d-\d\d$/.test(value),
  datetime: (value) => typeof value === "string" && !Number.isNaN(Date.parse(value)),
};

/** A value of a declared type in the one form that expressions know. */
function normal({ type }: Variable, value: unknown): unknown {
  if (type === "number") return String(value);
  return type === "datetime" ? new Date(String(value)).toISOString() : value;
}

/** The values that are declared, of those that are there and of their type; the rest is empty. */
export function pickValues(declared: unknown, value: unknown): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    variablesOf(declared).flatMap((variable) => {
      const given = found(value, variable);
      return fits[variable.type](given) ? [[variable.name, normal(variable, given)]] : [];
    }),
  );
}

/** What is wrong with values that somebody sends: missing, of another type, not declared. */
export function givenProblems(
  declared: readonly Variable[],
  value: unknown,
  exact: boolean,
): readonly Problem[] {
  const problems: Problem[] = [];
  for (const variable of declared) {
    const given = found(value, variable);
    const at = variable.from ?? pointer("", variable.name);
    if (given === undefined || given === null) {
      if (variable.required) problems.push(problem("required", at));
    } else if (!fits[variable.type](given))
      problems.push(problem("workflow_variable_wrong", at, { type: variable.type }));
  }
  if (exact && isJsonObject(value))
    for (const name of Object.keys(value))
      if (!declared.some((variable) => variable.name === name))
        problems.push(problem("unknown_field", pointer("", name), { name, hint: "" }));
  return problems;
}
