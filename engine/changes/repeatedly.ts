/**
 * Does something again and again, with a pause after each time. Returns how to stop, which waits
 * for what is under way.
 */
export function repeatedly(milliseconds: number, work: () => Promise<void>): () => Promise<void> {
  let stopped = false;
  let wake = (): void => undefined;
  const pause = (): Promise<void> =>
    new Promise((resolve) => {
      wake = resolve;
      setTimeout(resolve, milliseconds).unref();
    });
  const run = async (): Promise<void> => {
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
