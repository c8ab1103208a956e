/** Work that nobody asks for: done again and again, until it is told to stop. */
import type { Observe } from "./observe.ts";

const hourMilliseconds = 3_600_000;

/**
 * Does something again and again, with a pause after each time. Returns how to stop, which waits
 * for what is under way.
 *
 * @param begin at once, or after the first pause
 */
export function repeatedly(
  milliseconds: number,
  work: () => Promise<void>,
  begin: "now" | "later" = "now",
): () => Promise<void> {
  let stopped = false;
  let wake = (): void => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
  const run = async (): Promise<void> => {
    if (begin === "later") await pause();
    while (!stopped) {
      await work();
      if (!stopped) await pause();
    }
  };
  const running = run();
  return async () => {
    stopped = true;
    wake();
    await running;
  };
}

export interface Housework {
  /** What the event says that it is, when it fails. */
  readonly what: string;
  readonly hours: number;
  readonly begin?: "now" | "later";
  readonly work: () => Promise<unknown>;
}

/** Keeps doing what nothing depends on: a failure is observed, and the next time tries again. */
export function inBackground(
  observe: Observe,
  { what, hours, begin, work }: Housework,
): () => Promise<void> {
  const once = async (): Promise<void> => {
    try {
      await work();
    } catch (error) {
      observe({ kind: "background_failed", what, error });
    }
  };
  return repeatedly(hours * hourMilliseconds, once, begin);
}
