import type { DocumentKind, MetadataDocument } from "../../../metadata/documents/document.ts";
import type { ProblemCode } from "../../../metadata/problem.ts";

export type Json = Record<string, unknown>;

export const customer: MetadataDocument = {
  kind: "object",
  name: "customer",
  content: {
    name: "customer",
    required: ["name"],
    properties: { name: { type: "string" }, credit_limit: { $ref: "tenon:money" } },
  },
};

/** An object `order` with the given properties beside a good one, and other keywords. */
export function order(properties: Json, rest: Json = {}): readonly MetadataDocument[] {
  const content = { name: "order", properties: { number: { type: "string" }, ...properties } };
  return [customer, { kind: "object", name: "order", content: { ...content, ...rest } }];
}

export const field = (schema: unknown) => order({ f: schema });
export const rows = (properties: Json, rest: Json = {}) =>
  field({ type: "array", items: { type: "object", properties, ...rest } });
export const document = (kind: DocumentKind, name: string, content: Json) => [
  customer,
  { kind, name, content },
];
export const app = (content: Json) => document("app", "sales", { name: "sales", ...content });
export const translation = (content: Json) => [
  ...app({ navigation: [{ title: "Main", items: ["customer"] }] }),
  ...document("translation", "zh-CN", content).slice(1),
];
export const idOne = "aaaaaaaaaa";

/** A mistake: its code, documents that make it, where it lies and what its sentence says. */
export type Case = readonly [
  code: ProblemCode,
  documents: readonly MetadataDocument[],
  path: string,
  remedy: RegExp,
];
