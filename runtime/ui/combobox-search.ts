/** The state of a type-ahead: what was typed, what was found, which option is active. */
import { createSignal, onCleanup } from "solid-js";

export interface ComboboxOption {
  readonly value: string;
  readonly label: string;
  /** A second fact that tells namesakes apart. */
  readonly detail?: string;
  /** What it is one of, where there are several kinds; options of a kind stand together. */
  readonly group?: string;
}

export type ComboboxFinding =
  | { readonly kind: "idle" }
  | { readonly kind: "searching"; readonly options: readonly ComboboxOption[] }
  | { readonly kind: "found"; readonly query: string; readonly options: readonly ComboboxOption[] }
  | { readonly kind: "failed" };

export interface ComboboxSearch {
  readonly finding: () => ComboboxFinding;
  readonly options: () => readonly ComboboxOption[];
  /** Searches at once or after a pause in typing; an older search is given up. */
  readonly search: (query: string, pauseMs?: number) => void;
  readonly stop: () => void;
}

/** `find` must give up when its signal says so. */
export function createComboboxSearch(
  find: (query: string, signal: AbortSignal) => Promise<readonly ComboboxOption[]>,
): ComboboxSearch {
  const [finding, setFinding] = createSignal<ComboboxFinding>({ kind: "idle" });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: AbortController | undefined;

  const options = () => {
    const now = finding();
    return now.kind === "found" || now.kind === "searching" ? now.options : [];
  };
  const stop = () => {
    clearTimeout(timer);
    running?.abort();
    running = undefined;
    setFinding({ kind: "idle" });
  };
  const run = async (query: string) => {
    running?.abort();
    const mine = new AbortController();
    running = mine;
    // The last options stay in sight until the next ones are there.
    setFinding({ kind: "searching", options: options() });
    try {
      const found = await find(query, mine.signal);
      if (!mine.signal.aborted) setFinding({ kind: "found", query, options: found });
    } catch {
      if (!mine.signal.aborted) setFinding({ kind: "failed" });
    }
  };
  onCleanup(stop);
  return {
    finding,
    options,
    search: (query, pauseMs = 0) => {
      clearTimeout(timer);
      if (pauseMs === 0) void run(query);
      else timer = setTimeout(() => void run(query), pauseMs);
    },
    stop,
  };
}
