/**
 * The only way out of an isolate: a function that takes texts and gives a text, or never comes
 * back. Modules here run inside every isolate, before and beneath the script; what they count is a
 * courtesy, the other side counts again.
 */

interface HostReference {
  applySyncPromise(receiver: undefined, texts: readonly string[]): string;
}

const isReference = (value: unknown): value is HostReference =>
  typeof value === "object" && value !== null && "applySyncPromise" in value;

const reference: unknown = Reflect.get(globalThis, "$host");
Reflect.deleteProperty(globalThis, "$host");
if (!isReference(reference)) throw new Error("There is no host");

// Bound now, and called without options: the script may change what functions and objects inherit.
const apply = reference.applySyncPromise.bind(reference);

/** Waits for the answer, whatever the function that asks looks like to its caller. */
export const ask = (operation: string, text: string): string => apply(undefined, [operation, text]);

/** Ends the run for a limit that it has crossed. Nothing in the script can catch that. */
export const stop = (limit: "argument" | "result"): string => ask("stop", limit);
