/**
 * A small body of named texts, read one by one: what is missing, of the wrong kind or unknown is
 * collected, and told all at once.
 */
import { isJsonObject, type JsonSchema } from "../../metadata/json-object.ts";
import { type Problem, pointer, problem } from "../../metadata/problem.ts";
import type { Answer } from "./answer.ts";
import type { Exchange } from "./exchange.ts";
import { anObject } from "./expected.ts";
import { problemAnswer } from "./problem-answer.ts";

export interface TextRule {
  readonly maximum: number;
  /** Spaces around it mean something, as in a password. */
  readonly exact?: boolean;
  /** Of several lines. */
  readonly lines?: boolean;
}

const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})$/;
/** Controls, and marks that turn the direction of what follows: a name holds none. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;

export class Form {
  readonly problems: Problem[] = [];
  private readonly values: JsonSchema;

  constructor(values: JsonSchema, known: readonly string[]) {
    this.values = values;
    for (const name of Object.keys(values)) {
      if (!known.includes(name))
        this.problems.push(problem("unknown_field", pointer("", name), { name, hint: "" }));
    }
  }

  has(name: string): boolean {
    return Object.hasOwn(this.values, name) && this.values[name] !== null;
  }

  /** It is there, and says that there is none. */
  isNull(name: string): boolean {
    return Object.hasOwn(this.values, name) && this.values[name] === null;
  }

  /** A text that must be there. */
  text(name: string, { maximum, exact = false, lines = false }: TextRule): string {
    const path = pointer("", name);
    const value = this.has(name) ? this.values[name] : "";
    if (typeof value !== "string") return this.refused(problem("not_text", path), "");
    const text = exact ? value : value.trim();
    if (text === "") return this.refused(problem("required", path), "");
    if (text.length > maximum) return this.refused(problem("too_long", path, { maximum }), "");
    const judged = lines ? text.replaceAll(/[\t\n\r]/g, " ") : text;
    if (exact ? text.includes("\0") : unseen.test(judged))
      return this.refused(problem("text_not_storable", path), "");
    return text;
  }

  email(name: string): string {
    const text = this.text(name, { maximum: 254 });
    return text === "" || /^[^\s@,;:<>()[\]\\"]+@[^\s@,;:<>()[\]\\"]+$/.test(text)
      ? text
      : this.refused(problem("not_an_email", pointer("", name)), "");
  }

  /** One of `choices`; `fallback` when it is not there. */
  choice<Choice extends string>(
    name: string,
    choices: readonly Choice[],
    fallback: Choice,
  ): Choice {
    if (!this.has(name)) return fallback;
    const found = choices.find((choice) => choice === this.values[name]);
    return (
      found ??
      this.refused(problem("unknown_option", pointer("", name), { options: choices }), fallback)
    );
  }

  /** A list of short texts, none of them twice; null when it is not there. */
  names(name: string): readonly string[] | null {
    if (!this.has(name)) return null;
    const value = this.values[name];
    const path = pointer("", name);
    if (!Array.isArray(value)) return this.refused(problem("not_a_list", path), []);
    const found: string[] = [];
    for (const [index, item] of value.entries()) {
      if (typeof item !== "string" || item.length > 100)
        this.problems.push(problem("not_text", pointer(path, index)));
      else if (!found.includes(item)) found.push(item);
    }
    return found;
  }

  /** Null when it is not there. */
  truth(name: string): boolean | null {
    if (!this.has(name)) return null;
    const value = this.values[name];
    return typeof value === "boolean"
      ? value
      : this.refused(problem("not_a_boolean", pointer("", name)), null);
  }

  /** From `minimum` to `maximum`; null when it is not there. */
  wholeNumber(name: string, minimum: number, maximum: number): number | null {
    if (!this.has(name)) return null;
    const path = pointer("", name);
    const value = this.values[name];
    if (!Number.isInteger(value)) return this.refused(problem("not_an_integer", path), null);
    const number = Number(value);
    if (number < minimum) return this.refused(problem("too_small", path, { limit: minimum }), null);
    return number > maximum
      ? this.refused(problem("too_large", path, { limit: maximum }), null)
      : number;
  }

  /** A date and time with its offset; null when it is not there. */
  moment(name: string): Date | null {
    if (!this.has(name)) return null;
    const value = this.values[name];
    const date = typeof value === "string" && moment.test(value) ? new Date(value) : null;
    return date === null || Number.isNaN(date.getTime())
      ? this.refused(problem("not_a_date_time", pointer("", name)), null)
      : date;
  }

  private refused<Value>(reason: Problem, instead: Value): Value {
    this.problems.push(reason);
    return instead;
  }
}

/** The body of a request as a form; an answer when it is none. */
export async function openForm(
  exchange: Exchange,
  known: readonly string[],
): Promise<Form | Answer> {
  const { locale, requestId } = exchange;
  const body = await exchange.body();
  if (!body.ok) return problemAnswer(body.problems, locale, requestId);
  return isJsonObject(body.value)
    ? new Form(body.value, known)
    : problemAnswer([problem("body_expected", "", { expected: anObject })], locale, requestId);
}
