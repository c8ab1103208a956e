/** What a form asks for that starts a workflow, as the variables of the run. */
import { fieldTypeOf } from "../fields/index.ts";
import { isJsonObject, type JsonSchema, objectOrEmpty } from "../json-object.ts";
import { type Variable, type VariableType, variablesOf, variableTypes } from "./workflow.ts";

/** What a field of a form is in expressions: a value, or a record. */
export type FormFieldUse =
  | { readonly kind: "value"; readonly type: VariableType }
  | { readonly kind: "record"; readonly object: string };

/** The fields of a form: an object without a name; empty where no form starts the workflow. */
export const formOf = (content: JsonSchema): JsonSchema =>
  objectOrEmpty(objectOrEmpty(content.on).form);

/** Null: a form cannot ask for it. A type of no name is an option of a set, which is not put in here. */
export function formFieldUse(schema: JsonSchema): FormFieldUse | null {
  const type = fieldTypeOf(schema);
  if (type === null) return { kind: "value", type: "text" };
  if (type.storage !== "column") return null;
  const found = type.expressionType(schema);
  if (found?.kind === "record") return { kind: "record", object: found.object };
  const value = variableTypes.find((kind) => kind === found?.kind);
  return value === undefined ? null : { kind: "value", type: value };
}

interface FormField {
  readonly name: string;
  readonly required: boolean;
  readonly use: FormFieldUse;
}

function fieldsIn({ properties, required }: JsonSchema): readonly FormField[] {
  const needed: readonly unknown[] = Array.isArray(required) ? required : [];
  return Object.entries(objectOrEmpty(properties)).flatMap(([name, schema]) => {
    const use = isJsonObject(schema) ? formFieldUse(schema) : null;
    return use === null ? [] : [{ name, required: needed.includes(name), use }];
  });
}

/** Fields as variables, the records among them left out. */
export const variablesOfFields = (fields: JsonSchema): readonly Variable[] =>
  fieldsIn(fields).flatMap(({ name, required, use }) =>
    use.kind === "value" ? [{ name, required, type: use.type, from: null }] : [],
  );

/** The values that a workflow is started with, by its own word or by its form. */
export const startVariables = (content: JsonSchema): readonly Variable[] => [
  ...variablesOf(content.variables),
  ...variablesOfFields(formOf(content)),
];

/** The records that its form asks for: their objects by the names of the fields. */
export const startRecords = (content: JsonSchema): ReadonlyMap<string, string> =>
  new Map(
    fieldsIn(formOf(content)).flatMap(({ name, use }) =>
      use.kind === "record" ? [[name, use.object] as const] : [],
    ),
  );
