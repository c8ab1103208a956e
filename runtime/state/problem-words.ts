/** A problem of a form in words for the person who fills it in. */
import { type Problem, problemMessage } from "../../metadata/problem.ts";
import type { ProblemJson } from "../../metadata/wire.ts";
import { locale } from "../language/locale.ts";
import { text } from "../language/messages.ts";

/** Found here. A pattern is for the designer's eyes; the field's hint says what is expected. */
export function problemWords(item: Problem): string {
  return item.code === "pattern_mismatch"
    ? text("problem_pattern")
    : problemMessage(item, locale());
}

/** Found by the server, in the language the request asked for. */
export function serverWords(item: ProblemJson["errors"][number]): string {
  return item.code === "pattern_mismatch" ? text("problem_pattern") : item.message;
}
