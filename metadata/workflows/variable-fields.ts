/** The variables of a workflow as the fields of a form. */
import { type JsonSchema, objectOrEmpty, textOrEmpty } from "../json-object.ts";
import { type VariableType, variablesOf } from "./workflow.ts";

const schemas: Readonly<Record<VariableType, JsonSchema>> = {
  text: { type: "string" },
  // As many digits as a variable may have.
  number: { $ref: "tenon:decimal", precision: 38, scale: 10 },
  boolean: { type: "boolean" },
  date: { type: "string", format: "date" },
  datetime: { type: "string", format: "date-time" },
};

/** As the input of an action has it; null when the workflow is started with nothing. */
export function variableFields(workflow: JsonSchema): JsonSchema | null {
  const declared = objectOrEmpty(workflow.variables);
  const variables = variablesOf(declared);
  if (variables.length === 0) return null;
  return {
    required: variables.filter(({ required }) => required).map(({ name }) => name),
    properties: Object.fromEntries(
      variables.map(({ name, type }) => {
        const { title, description } = objectOrEmpty(declared[name]);
        const words = { title: textOrEmpty(title) || name, description: textOrEmpty(description) };
        return [name, { ...schemas[type], ...words }];
      }),
    ),
  };
}
