import type { FieldModel } from "../../metadata/model/object-model.ts";
import { joinSentences } from "../language/join-sentences.ts";
import { text } from "../language/messages.ts";

/** What helps to fill a field in: its description; an example where a pattern is demanded. */
export function fieldHint(field: FieldModel): string | undefined {
  const [example] = Array.isArray(field.schema.examples) ? field.schema.examples : [];
  const shown = typeof example === "string" && field.schema.pattern !== undefined;
  const hint = shown ? text("field_example", { example }) : "";
  return joinSentences(field.description, hint) || undefined;
}
