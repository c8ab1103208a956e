/** Reads options out of a property schema that may hold anything. */
import type { PropertySchema } from "./field-type.ts";

export function textOption(schema: PropertySchema, name: string): string | null {
  const value = schema[name];
  return typeof value === "string" ? value : null;
}

/** A whole number not below zero, else `fallback`. */
export function countOption(schema: PropertySchema, name: string, fallback: number): number;
export function countOption(schema: PropertySchema, name: string): number | null;
export function countOption(schema: PropertySchema, name: string, fallback: number | null = null) {
  const value = schema[name];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : fallback;
}
