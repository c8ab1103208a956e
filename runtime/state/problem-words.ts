/** A problem of a form in words for the person who fills it in. */
import type { ObjectModel } from "../../metadata/model/object-model.ts";
import { type Problem, problemMessage } from "../../metadata/problem.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { locale } from "../language/locale.ts";
import { text } from "../language/messages.ts";
import { fieldAt } from "./form-lists.ts";

/** Found here, in whatever language is current when it is shown. */
export function problemWords(item: Problem, model: ObjectModel): string {
  return ownWords(item, model) ?? typedWords(item);
}

/** What is wrong with a value that was typed by itself, outside of any form. */
export const typedWords = (item: Problem): string =>
  controlWords(item.code) ?? problemMessage(item, locale());

/** Found by the server, in the language the request asked for. */
export function serverWords(item: ProblemJson["errors"][number], model: ObjectModel): string {
  return ownWords(item, model) ?? controlWords(item.code) ?? item.message;
}

/** Controls read other forms than the wire: what can be typed there. */
function controlWords(code: string): string | undefined {
  switch (code) {
    case "not_a_date_time":
      return text("problem_date_time");
    case "not_a_duration":
      return text("problem_duration");
    default:
      return undefined;
  }
}

function ownWords(
  { code, path }: { readonly code: string; readonly path: string },
  model: ObjectModel,
): string | undefined {
  // A pattern is for the designer's eyes; the field's hint says what is expected.
  if (code === "pattern_mismatch") return text("problem_pattern");
  // `/lines/0/packages`: every second part is a number.
  const names = path.split("/").filter((_, index) => index % 2 === 1);
  const isLines = fieldAt(model, names)?.children != null;
  return code === "required" && isLines ? text("lines_required") : undefined;
}
