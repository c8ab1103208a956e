/** Calls of the server, and the errors that come of them. */
import { ask, stop } from "./host.ts";
import { jsonText, parseJson } from "./json.ts";
import { runSettings } from "./settings.ts";

let begun = false;

/** From now on the script may call. */
export function allowCalls(): void {
  begun = true;
}

/** What a call was refused with. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: string;
  readonly details: unknown;

  constructor(code: string, message: string, details: unknown) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

/** What a script says is wrong, by `fail`. */
export class Failure extends Error {
  override readonly name = "Failure";
  readonly code: string;
  readonly details: object;

  constructor(code: string, message: string, details: object) {
    super(message);
    this.code = code;
    this.details = details;
  }
}

interface Answer {
  readonly value?: unknown;
  readonly error?: { readonly code: string; readonly message: string; readonly details?: unknown };
}

// The host writes nothing else.
const isAnswer = (value: unknown): value is Answer => typeof value === "object" && value !== null;

/**
 * Looks like something that happens later, and has happened when it returns: the time of the script
 * is counted in one piece, and it sees what it wrote.
 */
export async function call(operation: string, argument: object): Promise<unknown> {
  if (!begun) throw new Error("Calls are made inside the exported function, not beside it");
  const text = jsonText(argument);
  if (text.length > runSettings().argumentMaximum) stop("argument");
  const answer = parseJson(ask(operation, text));
  if (!isAnswer(answer)) throw new Error("There is no answer");
  const { error } = answer;
  if (error !== undefined) throw new CallError(error.code, error.message, error.details ?? null);
  return answer.value;
}
