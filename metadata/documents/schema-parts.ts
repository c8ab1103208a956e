/** What the schemas of several kinds of document share. */

export const dialect = "https://json-schema.org/draft/2020-12/schema";

export const name = {
  type: "string",
  pattern: "^[a-z][a-z0-9_]{0,47}$",
  description: "The one name in tables, JSON, scripts and formulas: a to z, digits and _.",
} as const;

export const title = { type: "string", description: "What people read." } as const;

export const description = {
  type: "string",
  description: "One or two sentences of help.",
} as const;

export const names = (text: string) => ({
  type: "array",
  items: { type: "string" },
  description: text,
});

/** Nothing else but what begins with `x-`. */
export const additions = {
  patternProperties: { "^x-": {} },
  additionalProperties: false,
} as const;
